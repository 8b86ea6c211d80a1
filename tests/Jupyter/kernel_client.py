"""A Jupyter client as people have them: does one thing after the other with the kit's kernel, each as a function below,
and prints what came of it as one line of JSON: the function's name, and what it returned, or {"failed": why}.
Argument: the kit's PML.dll."""
import json
import os
import sys
import tempfile
import time
import traceback

from jupyter_client import BlockingKernelClient
from jupyter_client.manager import KernelManager

PATIENCE = 90  # seconds; only a kernel that hangs needs as many
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


class Session:
    """A kernel and a client of it."""

    def __init__(self):
        self.manager = KernelManager(kernel_name="pml-csharp")
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    def run(self, code, **options):
        """Runs a cell: the content of its reply, and of its outputs by kind."""
        outputs = []
        reply = self.client.execute_interactive(
            code, timeout=PATIENCE, output_hook=lambda m: outputs.append([m["msg_type"], m["content"]]), **options)
        return {"reply": reply["content"], "outputs": [o for o in outputs if o[0] not in ("status", "execute_input")]}

    def text(self, code):
        """The plain text of a cell's value."""
        return self.run(code)["outputs"][-1][1]["data"]["text/plain"]

    def ask(self, message_id):
        """The content of the reply to a request on the shell channel."""
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == message_id:
                return reply["content"]

    def published(self, message_id):
        """What is published for a request, until the kernel is idle again."""
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            messages.append([message["msg_type"], message["content"]])
            if messages[-1] == ["status", {"execution_state": "idle"}]:
                return messages

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@check
def kernel_info(session):
    return session.ask(session.client.kernel_info())


@check
def heartbeat(session):
    session.client.hb_channel.unpause()
    time.sleep(1.5)
    return session.client.hb_channel.is_beating()


@check
def result(session):
    return session.run("var ten = 10;\nten + 1")


@check
def what_is_published(session):
    return session.published(session.client.execute("ten"))


@check
def streams(session):
    return session.run('Console.Write("out"); Console.Error.Write("err");')


@check
def streamed_while_it_runs(session):
    """The first line is here before the cell, which waits for the file that is written then, ends."""
    with tempfile.TemporaryDirectory() as folder:
        go_on = os.path.join(folder, "go-on")
        cell = session.client.execute(f'Console.WriteLine("first"); while (!System.IO.File.Exists("{go_on}")) await Task.Delay(20); Console.WriteLine("second");')
        seen = ""
        while "first" not in seen:
            message = session.client.get_iopub_msg(timeout=PATIENCE)
            seen += message["content"].get("text", "")
        before = seen
        open(go_on, "w").close()
        return [before, session.ask(cell)["status"], "".join(c["text"] for kind, c in session.published(cell) if kind == "stream")]


@check
def display_and_update(session):
    return session.run('var shown = display("a"); shown.Update("b");')


@check
def error(session):
    return session.run('throw new InvalidOperationException("no such thing");')


@check
def compile_error(session):
    return session.run('int number = 1;\nint other = "text";')


@check
def stop_on_error(session):
    cells = [session.client.execute(code) for code in ('await Task.Delay(500); throw new Exception("x");', "var never = 1;", "2")]
    return [session.ask(cell)["status"] for cell in cells] + [session.run("never")["reply"]["status"], session.text("ten")]


@check
def go_on_after_error(session):
    cells = [session.client.execute(code, stop_on_error=False) for code in ('await Task.Delay(500); throw new Exception("x");', "2")]
    return [session.ask(cell)["status"] for cell in cells]


@check
def silent(session):
    before = session.run("1")["reply"]["execution_count"]
    quiet = session.run("var quiet = 5;\nquiet", silent=True)
    return [quiet["reply"]["status"], quiet["outputs"], session.run("quiet")["reply"]["execution_count"] - before]


@check
def user_expressions(session):
    return session.run("var basis = 3;", user_expressions={"right": "basis + 1", "wrong": "nothing"})["reply"]


@check
def complete(session):
    code = 'var text = "😀"; text.Leng'
    return session.ask(session.client.complete(code, len(code)))


@check
def inspect(session):
    return session.ask(session.client.inspect("Math.Max(1, 2)", 6))


@check
def inspect_nothing(session):
    return session.ask(session.client.inspect("   ", 1))


@check
def is_complete(session):
    return [session.ask(session.client.is_complete(code)) for code in ("1 + 1", "for (;;) {", "int 5 = 1;")]


@check
def history(session):
    for code in ("var past = 1;", "past + 1", "past + 2"):
        session.run(code)
    requests = [
        session.client.history(hist_access_type="tail", n=2),
        session.client.history(hist_access_type="search", pattern="past +*", n=1),
        session.client.history(hist_access_type="range", session=0, start=1, stop=2),
    ]
    return [[line[2] for line in session.ask(request)["history"]] for request in requests]


@check
def comms(session):
    """No widgets here: a comm is closed again, so that a client does not wait for it."""
    message = session.client.session.msg("comm_open", {"comm_id": "c1", "target_name": "jupyter.widget", "data": {}})
    session.client.shell_channel.send(message)
    return [session.ask(session.client.comm_info())["comms"], session.published(message["header"]["msg_id"])]


@check
def input_answered(session):
    prompts = []

    def answer(message):
        prompts.append(message["content"])
        session.client.input("Ada")

    outcome = session.run('var name = await GetInputAsync("Who?");\nname', allow_stdin=True, stdin_hook=answer)
    return [prompts, outcome["reply"]["status"], outcome["outputs"][-1][1].get("data")]


@check
def input_refused(session):
    return session.run('await GetInputAsync("Who?")', allow_stdin=False)["reply"]


@check
def unknown_request(session):
    message = session.client.session.msg("dance_request", {})
    session.client.shell_channel.send(message)
    return session.ask(message["header"]["msg_id"])


def interrupted(session, code):
    cell = session.client.execute(f'Console.WriteLine("begun");\n{code}')
    while "begun" not in session.client.get_iopub_msg(timeout=PATIENCE)["content"].get("text", ""):
        pass
    session.manager.interrupt_kernel()
    return [session.ask(cell)["ename"], session.text("ten")]


@check
def interrupt_of_a_loop(session):
    return interrupted(session, "while (true) ;")


@check
def interrupt_of_a_sleep(session):
    return interrupted(session, "System.Threading.Thread.Sleep(1_000_000);")


@check
def interrupt_of_an_await(session):
    return interrupted(session, "await Task.Delay(1_000_000);")


@check
def interrupt_of_a_question(session):
    cell = session.client.execute('await GetInputAsync("Who?")', allow_stdin=True)
    session.client.get_stdin_msg(timeout=PATIENCE)
    session.manager.interrupt_kernel()
    return [session.ask(cell)["ename"], session.text("ten")]


@check
def interrupt_of_a_training(session):
    with tempfile.TemporaryDirectory() as folder:
        session.run(f'#r "{sys.argv[1]}"\nusing PML.Experiments; using PML.ParetoManifold; using PML.Support;')
        cell = session.client.execute(
            f'(MultiMnist.Code.At("smoke") with {{ Epochs = 5000 }}).Train(new PmlOptions(), 1, Live.Progress(), "{folder}")')
        while session.client.get_iopub_msg(timeout=PATIENCE)["msg_type"] != "update_display_data":
            pass
        session.manager.interrupt_kernel()
        reply = session.ask(cell)
        return [reply["ename"], reply["evalue"], os.listdir(folder), session.text("ten")]


@check
def wrong_signature(session):
    """Another client, with another key, asks for something that would be seen; then the right one asks for it."""
    with tempfile.TemporaryDirectory() as folder:
        code = f'System.IO.File.WriteAllText("{folder}/executed", "");'
        stranger = BlockingKernelClient()
        stranger.load_connection_info({**session.manager.get_connection_info(), "key": b"another key"})
        stranger.start_channels()
        stranger.execute(code)
        time.sleep(1)
        stranger.stop_channels()
        return [session.text("ten"), os.listdir(folder), session.run(code)["reply"]["status"], os.listdir(folder)]


@check
def two_clients(session):
    other = session.manager.client()
    other.start_channels()
    try:
        other.wait_for_ready(timeout=PATIENCE)
        outputs = []
        other.execute_interactive("ten", timeout=PATIENCE, output_hook=lambda m: outputs.append(m["content"].get("data")))
        return [o["text/plain"] for o in outputs if o]
    finally:
        other.stop_channels()


@check
def large_output(session):
    """Fifty megabytes are cut, and say so."""
    text = "".join(c["text"] for kind, c in session.run("Console.Write(new string('x', 50_000_000));")["outputs"])
    value = session.run("HTML(new string('x', 50_000_000))")["outputs"][0][1]["data"]
    return [len(text) < 2_000_000, text[-60:], value, session.text("ten")]


@check
def restart(session):
    session.manager.restart_kernel(now=False)
    session.client.wait_for_ready(timeout=PATIENCE)
    return [session.run("ten")["reply"], session.run("var ten = 1;")["reply"]["execution_count"]]


@check
def environment_exit(session):
    outcome = session.run('Console.WriteLine("before"); Environment.Exit(3);')
    return [outcome, session.manager.provisioner.process.wait(PATIENCE)]


@check
def shutdown(session):
    fresh = Session()
    try:
        process = fresh.manager.provisioner.process
        fresh.client.shutdown()
        reply = fresh.client.get_control_msg(timeout=PATIENCE)
        process.wait(PATIENCE)
        return [reply["msg_type"], reply["content"], process.returncode]
    finally:
        fresh.stop()


def main():
    session = Session()
    outcomes = {}
    for function in CHECKS:
        try:
            outcomes[function.__name__] = function(session)
        except Exception:
            outcomes[function.__name__] = {"failed": traceback.format_exc()}
    session.stop()
    print(json.dumps(outcomes))


main()
