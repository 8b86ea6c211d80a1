# The engines of TorchSharp's packages: are they served, and can this machine load them?

package_of() { case "$1" in torchsharp-cpu) echo TorchSharp-cpu ;; torchsharp-cuda-linux) echo TorchSharp-cuda-linux ;; esac; }

size_of() { case "$1" in torchsharp-cpu) echo "about 0.4 GB to download, 1.2 GB unpacked" ;; *) echo "about 3 GB to download, 7 GB unpacked" ;; esac; }

# serves ENGINE: whether it can be had and used. Sets restored_version, or obstacle to the reason why not.
# The small package TorchSharp comes first: it tells whether the large ones are worth their download.
serves() {
  restored_version="" obstacle=""
  [ "$(uname -m)" = x86_64 ] || { obstacle="TorchSharp has no libtorch for Linux on $(uname -m)"; return 1; }
  restores TorchSharp "14 MB" "$(package_of "$1")" && is_loadable && restores "$(package_of "$1")" "$(size_of "$1")" && return
  say "     not usable: $obstacle"
  return 1
}

# restores PACKAGE SIZE [PACKAGE-THAT-NAMES-THE-VERSION]: into NuGet's own cache, where the build needs it anyway.
restores() {
  local version name="restore-$1"
  version="$(sed -n "s/.*Include=\"${3:-$1}\" Version=\"\([^\"]*\)\".*/\1/p" "$root/Directory.Packages.props")"
  step "$name" "asking the package registry for $1 ($2, once per machine)" restore_package "$1" "$version" && { read_restored "$1"; return; }
  obstacle="the registry does not serve $1 ($(grep -ohE 'NU1[0-9]{3}: [^[.]*' "$artifacts/log/$name.log" | head -n 1 | grep . || echo "see $artifacts/log/$name.log"))"
  return 1
}

# A throw-away project that asks for the package.
restore_package() { # PACKAGE VERSION
  local folder="$artifacts/probe"
  rm -rf "$folder"
  mkdir -p "$folder"
  echo '<Project />' | tee "$folder/Directory.Build.props" "$folder/Directory.Packages.props" >"$folder/Directory.Build.targets"
  cat >"$folder/probe.csproj" <<TEXT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net8.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="$1" Version="$2" /></ItemGroup>
</Project>
TEXT
  timeout 900 dotnet restore "$folder/probe.csproj"
}

read_restored() { # PACKAGE
  local assets="$artifacts/probe/obj/project.assets.json"
  restored_version="$(sed -n "s|^ *\"$1/\([0-9][^\"]*\)\": {.*|\1|p" "$assets" | head -n 1)"
  packages_path="$(sed -n 's|.*"packagesPath": "\(.*\)",*$|\1|p' "$assets" | head -n 1)"
}

# TorchSharp's native part is built on a newer system than Debian 12 and may ask for a newer C++ library.
is_loadable() {
  local native="$packages_path/torchsharp/$restored_version/runtimes/linux-x64/native/libLibTorchSharp.so" lacking
  lacking="$(ldd "$native" 2>&1 | sed -n "s/.*version \`\(.*\)' not found.*/\1/p" | sort -u | paste -sd ' ')"
  [ -n "$lacking" ] || return 0
  obstacle="TorchSharp $restored_version needs $lacking, and this machine's C++ library is older"
  return 1
}
