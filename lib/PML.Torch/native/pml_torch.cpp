// A C interface to libtorch: any ATen operator, found by its schema's name and called through the dispatcher.
// The same source compiles against libtorch 1.13 and 2.x, for CPU and CUDA.
#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>
#include <c10/core/GradMode.h>
#include <malloc.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#define PT_EXPORT extern "C" __attribute__((visibility("default")))

using c10::IValue;
using Impl = c10::TensorImpl;
using Reference = c10::intrusive_ptr<Impl, c10::UndefinedTensorImpl>;

// A handle is one owned reference to a tensor; null is the undefined tensor.
using Handle = void*;

// What travels in an argument or a result. dtype, layout and memory format are INT (their ATen codes).
enum Kind : int32_t { NONE, TENSOR, DOUBLE, INT, BOOL, INTS, TENSORS, DEVICE };

// 16 bytes. A list has its length in count and its items at p; a device has its type in count and its index in i.
struct Value {
  int32_t kind;
  int32_t count;
  union { int64_t i; double d; void* p; };
};

struct Meta {
  int64_t dimensions, elements, dtype, device_type, device_index, item_size, requires_grad, contiguous;
  const int64_t* sizes;
  const int64_t* strides;
};

// The coercion that an argument of a schema asks for, read once per operator.
enum class Wanted : uint8_t { AS_IS, REAL, INTEGERS, OPTIONAL_TENSORS };

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Wanted> wanted;
  std::vector<int32_t> length;  // N of an int[N] argument, else 0
};

namespace {

std::atomic<int64_t> live{0};
thread_local std::string last_error;

at::Tensor borrow(Handle h) { return h ? at::Tensor(Reference::reclaim_copy(static_cast<Impl*>(h))) : at::Tensor(); }

Handle own(at::Tensor t) {
  if (!t.defined()) return nullptr;
  live.fetch_add(1, std::memory_order_relaxed);
  return t.unsafeReleaseTensorImpl();
}

std::vector<at::Tensor> borrow(const Handle* h, int32_t n) {
  std::vector<at::Tensor> list;
  list.reserve(n);
  for (int32_t k = 0; k < n; k++) list.push_back(borrow(h[k]));
  return list;
}

// 0, or 1 with the message kept for pt_error.
template <class F> int32_t guarded(F&& work) {
  try {
    work();
    return 0;
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "an exception of unknown type";
  }
  return 1;
}

Wanted wanted_by(c10::TypePtr type) {
  using K = c10::TypeKind;
  if (type->kind() == K::OptionalType) type = type->castRaw<c10::OptionalType>()->getElementType();
  if (type->kind() == K::FloatType) return Wanted::REAL;
  if (type->kind() != K::ListType) return Wanted::AS_IS;
  auto item = type->castRaw<c10::ListType>()->getElementType()->kind();
  if (item == K::IntType || item == K::SymIntType) return Wanted::INTEGERS;
  return item == K::OptionalType ? Wanted::OPTIONAL_TENSORS : Wanted::AS_IS;
}

IValue tensor_list(const Value& v, Wanted wanted) {
  auto h = static_cast<const Handle*>(v.p);
  if (wanted != Wanted::OPTIONAL_TENSORS) return IValue(borrow(h, v.count));
  c10::List<c10::optional<at::Tensor>> list;
  list.reserve(v.count);
  for (int32_t k = 0; k < v.count; k++) list.push_back(h[k] ? c10::optional<at::Tensor>(borrow(h[k])) : c10::nullopt);
  return IValue(std::move(list));
}

IValue to_ivalue(const Value& v, Wanted wanted, int32_t length) {
  switch (v.kind) {
    case NONE: return IValue();
    case TENSOR: return IValue(borrow(v.p));
    case DOUBLE: return IValue(v.d);
    case INT:
      if (wanted == Wanted::REAL) return IValue(static_cast<double>(v.i));
      if (wanted == Wanted::INTEGERS) return IValue(std::vector<int64_t>(length ? length : 1, v.i));
      return IValue(v.i);
    case BOOL: return IValue(v.i != 0);
    case INTS: {
      auto items = static_cast<const int64_t*>(v.p);
      return IValue(std::vector<int64_t>(items, items + v.count));
    }
    case TENSORS: return tensor_list(v, wanted);
    case DEVICE: return IValue(c10::Device(static_cast<c10::DeviceType>(v.count), static_cast<c10::DeviceIndex>(v.i)));
    default: throw std::invalid_argument("an argument of unknown kind");
  }
}

void from_tensors(std::vector<at::Tensor>&& list, Value& out) {
  auto items = static_cast<Handle*>(std::malloc(sizeof(Handle) * (list.size() + 1)));
  if (!items) throw std::bad_alloc();
  for (size_t k = 0; k < list.size(); k++) items[k] = own(std::move(list[k]));
  out.kind = TENSORS;
  out.count = static_cast<int32_t>(list.size());
  out.p = items;
}

void from_ivalue(IValue&& v, Value& out) {
  out.kind = NONE;
  out.count = 0;
  out.i = 0;
  if (v.isTensor()) { out.kind = TENSOR; out.p = own(std::move(v).toTensor()); }
  else if (v.isDouble()) { out.kind = DOUBLE; out.d = v.toDouble(); }
  else if (v.isInt()) { out.kind = INT; out.i = v.toInt(); }
  else if (v.isBool()) { out.kind = BOOL; out.i = v.toBool(); }
  else if (v.isTensorList()) from_tensors(std::move(v).toTensorVector(), out);
  else if (!v.isNone()) throw std::runtime_error("a result of kind " + v.tagKind() + " cannot be handed over");
}

void push_arguments(const Operator& op, const Value* arguments, int32_t n, torch::jit::Stack& stack) {
  const auto& schema = op.handle.schema().arguments();
  const auto all = static_cast<int32_t>(schema.size());
  if (n > all) throw std::invalid_argument("more arguments than the operator takes");
  stack.reserve(all > 4 ? all : 4);
  for (int32_t k = 0; k < n; k++) stack.push_back(to_ivalue(arguments[k], op.wanted[k], op.length[k]));
  for (int32_t k = n; k < all; k++) {
    const auto& value = schema[k].default_value();
    if (!value) throw std::invalid_argument("argument '" + schema[k].name() + "' is missing");
    stack.push_back(*value);
  }
}

}  // namespace

// Call once, before any work: glibc keeps large blocks (it would give them back and fault them in at every step).
PT_EXPORT void pt_start(int32_t threads) {
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
  at::set_num_threads(threads);
}

PT_EXPORT const char* pt_error() { return last_error.c_str(); }
PT_EXPORT const char* pt_version() { return TORCH_VERSION; }
PT_EXPORT int64_t pt_live() { return live.load(); }

PT_EXPORT int32_t pt_find(const char* name, const char* overload, Operator** out) {
  return guarded([&] {
    auto op = new Operator{c10::Dispatcher::singleton().findSchemaOrThrow(name, overload), {}, {}};
    for (const auto& a : op->handle.schema().arguments()) {
      op->wanted.push_back(wanted_by(a.type()));
      op->length.push_back(a.N() ? *a.N() : 0);
    }
    *out = op;
  });
}

// Trailing arguments that are not given take the schema's defaults. With room 0 the results are dropped.
PT_EXPORT int32_t pt_call(const Operator* op, const Value* arguments, int32_t n, Value* results, int32_t room) {
  return guarded([&] {
    torch::jit::Stack stack;
    push_arguments(*op, arguments, n, stack);
    op->handle.callBoxed(stack);
    if (room == 0) return;
    if (static_cast<int32_t>(stack.size()) != room) throw std::length_error("the operator has another number of results");
    for (int32_t k = 0; k < room; k++) from_ivalue(std::move(stack[k]), results[k]);
  });
}

PT_EXPORT void pt_free(Handle h) {
  if (!h) return;
  live.fetch_sub(1, std::memory_order_relaxed);
  Reference::reclaim(static_cast<Impl*>(h));
}
PT_EXPORT void pt_free_list(void* items) { std::free(items); }

// sizes and strides point into the tensor: read them while it lives.
PT_EXPORT int32_t pt_meta(Handle h, Meta* m) {
  return guarded([&] {
    auto t = static_cast<Impl*>(h);
    *m = {t->dim(), t->numel(), static_cast<int64_t>(c10::typeMetaToScalarType(t->dtype())), static_cast<int64_t>(t->device().type()), t->device().index(),
          static_cast<int64_t>(t->itemsize()), t->requires_grad(), t->is_contiguous(), t->sizes().data(), t->strides().data()};
  });
}

PT_EXPORT int32_t pt_data(Handle h, void** out) { return guarded([&] { *out = borrow(h).data_ptr(); }); }
PT_EXPORT int32_t pt_is_leaf(Handle h) { return borrow(h).is_leaf(); }
PT_EXPORT int32_t pt_set_requires_grad(Handle h, int32_t on) { return guarded([&] { borrow(h).requires_grad_(on != 0); }); }
PT_EXPORT int32_t pt_get_grad(Handle h, Handle* out) { return guarded([&] { *out = own(borrow(h).grad()); }); }
PT_EXPORT int32_t pt_set_grad(Handle h, Handle gradient) { return guarded([&] { borrow(h).mutable_grad() = borrow(gradient); }); }

// Without inputs the gradients are added into the leaves; with inputs they are handed out, null where unused.
PT_EXPORT int32_t pt_backward(const Handle* outputs, const Handle* weights, int32_t n, int32_t retain, int32_t create) {
  return guarded([&] { torch::autograd::backward(borrow(outputs, n), weights ? borrow(weights, n) : std::vector<at::Tensor>(), retain != 0, create != 0); });
}
PT_EXPORT int32_t pt_grad(const Handle* outputs, const Handle* weights, int32_t n, const Handle* inputs, int32_t m, int32_t retain, int32_t create, int32_t unused, Handle* out) {
  return guarded([&] {
    auto g = torch::autograd::grad(borrow(outputs, n), borrow(inputs, m), weights ? borrow(weights, n) : std::vector<at::Tensor>(), retain != 0, create != 0, unused != 0);
    for (int32_t k = 0; k < m; k++) out[k] = own(std::move(g[k]));
  });
}

PT_EXPORT int32_t pt_grad_mode() { return c10::GradMode::is_enabled(); }
PT_EXPORT void pt_set_grad_mode(int32_t on) { c10::GradMode::set_enabled(on != 0); }
PT_EXPORT int32_t pt_seed(uint64_t seed) { return guarded([&] { at::manual_seed(seed); }); }
PT_EXPORT int32_t pt_threads() { return at::get_num_threads(); }
PT_EXPORT int32_t pt_set_threads(int32_t n) { return guarded([&] { at::set_num_threads(n); }); }
PT_EXPORT int32_t pt_cuda_devices() { return static_cast<int32_t>(torch::cuda::device_count()); }
PT_EXPORT int32_t pt_cuda_synchronize(int64_t device) { return guarded([&] { torch::cuda::synchronize(device); }); }
