"""How long a Jupyter client waits for the kit's kernel, started three times as `lib/pml kernel install` has it started:
    /usr/bin/python3 tests/Benchmarks/kernel_times.py
Needs Debian's jupyter-client, and lib/bin as it is now (lib/pml setup)."""
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

PATIENCE = 60  # seconds
CELLS = 40
LAUNCHER = pathlib.Path(__file__).resolve().parents[2] / "lib" / "pml"


def run(client, code):
    began = time.perf_counter()
    reply = client.execute_interactive(code, output_hook=lambda message: None, timeout=PATIENCE)
    assert reply["content"]["status"] == "ok", reply["content"]
    return time.perf_counter() - began


def measure():
    from jupyter_client.manager import KernelManager  # looks for its folders when it is imported

    manager = KernelManager(kernel_name="pml-csharp")
    began = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.kernel_info()
    client.get_shell_msg(timeout=PATIENCE)
    ready = time.perf_counter() - began
    first = run(client, "var first = 1;\nfirst")
    cells = [run(client, f"var x{i} = {i};\nx{i}") for i in range(CELLS)]
    client.stop_channels()
    manager.shutdown_kernel()
    print(f"ready {ready:.2f} s (bar 1.2), first cell {first:.2f} s, round trip of a trivial cell: median {1000 * statistics.median(cells):.0f} ms (bar 25), longest {1000 * max(cells):.0f} ms")


with tempfile.TemporaryDirectory() as folder:
    os.environ |= {"JUPYTER_DATA_DIR": f"{folder}/data", "JUPYTER_RUNTIME_DIR": f"{folder}/runtime", "JUPYTER_CONFIG_DIR": f"{folder}/config"}
    subprocess.run([LAUNCHER, "kernel", "install"], check=True, stdout=subprocess.DEVNULL)
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    for _ in range(3):
        measure()
