// A ZeroMQ peer that is not libzmq's Python binding: the library that VS Code's Jupyter support uses. Arguments: the
// folder of node_modules, a kernel's connection file. Prints what came of each step as one line of JSON.
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, file] = process.argv.slice(2);
const zeromq = createRequire(join(modules, "/"))("zeromq");
const connection = JSON.parse(readFileSync(file, "utf8"));
const session = randomUUID();

const at = (port) => `tcp://${connection.ip}:${connection[port]}`;

function sign(parts) {
  const hash = createHmac("sha256", connection.key);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function request(type, content) {
  const header = { msg_id: randomUUID(), session, username: "test", date: new Date().toISOString(), msg_type: type, version: "5.4" };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  return { id: header.msg_id, frames: ["<IDS|MSG>", sign(parts), ...parts] };
}

function read(frames) {
  const from = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
  const parts = frames.slice(from + 2);
  const [header, parent, , content] = parts.slice(0, 4).map((part) => JSON.parse(part.toString()));
  return { type: header.msg_type, parent: parent.msg_id, content, signed: frames[from + 1].toString() === sign(parts) };
}

async function execute(code) {
  const { id, frames } = request("execute_request", { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true });
  await shell.send(frames);
  const published = [];
  for await (const message of iopub) {
    const { type, parent, content, signed } = read(message);
    if (parent !== id) continue;
    published.push({ type, content, signed });
    if (type === "status" && content.execution_state === "idle") break;
  }
  return { reply: read(await shell.receive()), published };
}

const text = ({ published }) => published.filter((m) => m.type === "stream").map((m) => m.content.text).join("");

const shell = new zeromq.Dealer({ routingId: session });
const iopub = new zeromq.Subscriber({ receiveHighWaterMark: 0 });
const heart = new zeromq.Request();
shell.connect(at("shell_port"));
iopub.connect(at("iopub_port"));
heart.connect(at("hb_port"));
iopub.subscribe();

const outcome = { version: zeromq.version };
outcome.welcome = read(await iopub.receive());

await heart.send("beat");
outcome.heartbeat = (await heart.receive()).toString();

await shell.send(request("kernel_info_request", {}).frames);
outcome.info = read(await shell.receive()).content.implementation;

const cell = await execute("6 * 7");
outcome.cell = {
  status: cell.reply.content.status,
  kinds: cell.published.map((m) => m.type),
  value: cell.published.find((m) => m.type === "execute_result").content.data["text/plain"],
  signed: cell.reply.signed && cell.published.every((m) => m.signed),
};

const stream = text(await execute("for (int i = 0; i < 20; i++) Console.Write(new string('x', 1_000_000));"));
outcome.stream = { length: stream.length, end: stream.slice(-60) };

// What a value may have at most comes whole, in one message.
const whole = await execute("HTML(new string('y', 20_000_000))");
outcome.value = { length: whole.published.find((m) => m.type === "execute_result").content.data["text/html"].length };

for (const socket of [shell, iopub, heart]) socket.close();
console.log(JSON.stringify(outcome));
