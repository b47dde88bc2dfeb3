#!/usr/bin/env python3
"""Sends the events in `events/` to the release binaries, behind AWS's own Runtime Interface Emulator, and compares.

Each `events/<operation>/<case>.json` goes to the function `<operation>`; beside it `<case>.expected.json` says what has
to come back. Texts of the form `${NAME}` in an event are replaced by what is known under that name: the values of the
local stack's `credentials.json` (`${ADMIN_TOKEN}`) and what earlier answers were found to hold. In an expectation
`${NAME:kind}` stands for a whole value: at its first appearance any value of that kind fits and is remembered, later
ones have to equal it. `${ANY:kind}` is never remembered.

The functions use the table of a running local stack. Usage:

    golden.py --rie PATH/aws-lambda-rie-x86_64 --functions target/release --local target/debug/local
    golden.py --rie ...                        --functions target/lambda  --data .local

The first form starts a local stack of its own on an empty data folder. The second uses one that runs; the totals in the
expectations fit only if its inbox was empty.
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

EVENTS = Path(__file__).resolve().parent.parent / "events"

# The order in which a person would meet the cases: what is read has been written before.
STORY = """
token/native token/wechat token/wechat.stable token/wechat.unknown_app token/feishu
submit/opinion_box submit/opinion_box.empty_title
list/opinion_box detail/opinion_box status/opinion_box
submit/message_board submit/message_board.empty_content submit/message_board.trailing_slash
submit/message_board.unrouted submit/native.unrouted
reply/message_board
list/message_board detail/message_board detail/message_board.replies status/message_board
settings/native.announcements_write settings/native.announcements_read announcement/message_board
delete/message_board.reply delete/message_board
submit/native submit/native.contradiction list/native
list/wechat list/wechat.bad_page list/feishu status/feishu
reply/native status/native detail/native delete/native
upload/native upload/native.too_large media_ready/s3 media_ready/s3.expired media_get/native.waiting media_get/wechat.waiting
settings/native.app_write
console/native.wrong_password console/native.login console/native.session_over console/native.cross_site
settings/native.member_write settings/native.members_read
settings/native settings/native.app_secret
export/native export/native.unknown export_run/stream.late
bridge/schedule
stats/native project/stream project/stream.poison project/check
""".split()

KINDS = {
    "any": lambda value: True,
    "id": lambda value: isinstance(value, str) and re.fullmatch(r"fb_[0-9a-z]{12}", value),
    "number": lambda value: type(value) is int and 0 < value < 2**53,
    "text": lambda value: isinstance(value, str) and value != "",
    "moment": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value),
    "time": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value),
}
PLACEHOLDER = re.compile(r"\$\{([A-Z_]+):([a-z]+)\}")


def main():
    """Plays the whole story and reports."""
    end_on_sigterm()
    options = parse_options()
    check_that_the_story_is_complete()
    with tempfile.TemporaryDirectory(prefix="golden-") as folder:
        stack = Stack(options.local, folder) if options.local else None
        emulators = None
        try:
            data = Path(options.data or folder)
            known = {key.upper(): value for key, value in read_json(data / "credentials.json").items()}
            emulators = Emulators(options, read_json(data / "env.json"), folder)
            failed = sum(not play(case, known, emulators) for case in STORY)
        finally:
            if emulators:
                emulators.stop()
            if stack:
                stop(stack.process)
    print(f"{len(STORY) - failed} passed, {failed} failed")
    return 1 if failed else 0


def parse_options():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rie", required=True, help="path of aws-lambda-rie; it ships inside the aws-sam-cli package")
    parser.add_argument("--functions", required=True, help="folder of <operation> or <operation>/bootstrap")
    stack = parser.add_mutually_exclusive_group(required=True)
    stack.add_argument("--local", help="binary of the local stack, to start one on an empty folder")
    stack.add_argument("--data", help="data folder of a local stack that runs")
    return parser.parse_args()


def check_that_the_story_is_complete():
    """A case that nobody plays would look like one that passes."""
    found = {str(path.relative_to(EVENTS).with_suffix("")) for path in EVENTS.glob("*/*.json")}
    cases = {name for name in found if not name.endswith(".expected")}
    if cases != set(STORY) or found - cases != {f"{case}.expected" for case in STORY}:
        sys.exit(f"the story and the files in events/ differ: {sorted(found ^ set(STORY))}")


def play(case, known, emulators):
    """Sends one event and prints whether the answer is the expected one."""
    function, answer = case.split("/")[0], None
    expected = read_json(EVENTS / f"{case}.expected.json")
    logged_before = emulators.log(function)
    try:
        event = fill((EVENTS / f"{case}.json").read_text(encoding="utf-8"), known)
        answer = emulators.invoke(function, event)
        faults = compare_answer(answer, expected, known)
    except (KeyError, OSError, ValueError) as error:
        faults = [f"no answer: {error!r}"]
    print(f"{'FAIL' if faults else 'ok  '} {case}", flush=True)
    for fault in faults:
        print(f"     {fault}")
    if faults:
        print(f"     answer: {json.dumps(answer, ensure_ascii=False)}")
        print(f"     log: {emulators.log(function).removeprefix(logged_before)}")
    return not faults


def fill(text, known):
    """Replaces `${NAME}` by its value, as it stands within a JSON string."""
    return re.sub(r"\$\{([A-Z_]+)\}", lambda match: json.dumps(str(known[match[1]]))[1:-1], text)


def compare_answer(answer, expected, known):
    """Lists what differs between a Lambda's answer and the expectation."""
    if "answer" in expected:
        # Of a function that no HTTP request leads to.
        return list(differences(answer, expected["answer"], "answer", known))
    if "statusCode" not in answer:
        return ["this is not an answer of payload format 2.0"]
    faults = list(differences(answer["statusCode"], expected["statusCode"], "statusCode", known))
    headers = {name.lower(): value for name, value in (answer.get("headers") or {}).items()}
    for name, value in expected["headers"].items():
        # A charset may follow the media type.
        if headers.get(name, "").split(";")[0] != value:
            faults.append(f"header {name}: {headers.get(name)!r}, expected {value!r}")
    return faults + list(differences(json.loads(answer.get("body") or "null"), expected["body"], "body", known))


def differences(found, expected, place, known):
    """Compares as JSON values: exactly these keys, in any order, exactly these values."""
    placeholder = PLACEHOLDER.fullmatch(expected) if isinstance(expected, str) else None
    if placeholder:
        name, kind = placeholder.groups()
        if not KINDS[kind](found):
            yield f"{place}: {found!r} is no {kind}"
        elif name != "ANY" and known.setdefault(name, found) != found:
            yield f"{place}: {found!r}, but {name} is {known[name]!r}"
    elif isinstance(expected, dict) and isinstance(found, dict):
        if found.keys() != expected.keys():
            yield f"{place}: keys {sorted(found)}, expected {sorted(expected)}"
        for key in expected.keys() & found.keys():
            yield from differences(found[key], expected[key], f"{place}.{key}", known)
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, pair in enumerate(zip(found, expected)):
            yield from differences(*pair, f"{place}[{index}]", known)
    elif type(found) is not type(expected) or found != expected:
        yield f"{place}: {found!r}, expected {expected!r}"


class Emulators:
    """One emulator for each function, started when it is first needed."""

    def __init__(self, options, environment, logs):
        self.rie, self.functions, self.logs = options.rie, Path(options.functions), Path(logs)
        # Nothing of this shell reaches a function, as in Lambda. The emulated DynamoDB takes any credentials.
        self.environment = {
            "PATH": os.defpath,
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            **environment["Parameters"],
        }
        self.running = {}

    def invoke(self, function, event):
        """Sends an event and returns the parsed answer."""
        if function not in self.running:
            self.start(function)
        _, port = self.running[function]
        url = f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"
        with urllib.request.urlopen(url, event.encode(), timeout=30) as response:
            return json.load(response)

    def start(self, function):
        """Starts the function's binary under an emulator of its own."""
        binary = self.functions / function
        binary = binary / "bootstrap" if binary.is_dir() else binary
        port, runtime_port = free_ports(2)
        command = [
            self.rie, "--log-level", "error",
            "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
            "--runtime-api-address", f"127.0.0.1:{runtime_port}",
            str(binary.resolve(strict=True)),
        ]
        environment = {**self.environment, "AWS_LAMBDA_FUNCTION_NAME": function}
        with self.log_file(function).open("wb") as log:
            process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=log, stderr=log)
        self.running[function] = process, port
        wait_until(lambda: listens(port), f"the emulator of {function} does not listen", process)

    def log(self, function):
        """What the emulator and the function have said so far."""
        file = self.log_file(function)
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def log_file(self, function):
        """Where they say it."""
        return self.logs / f"golden-{function}.log"

    def stop(self):
        """Ends every emulator and the function under it."""
        for process, _ in self.running.values():
            stop(process)


class Stack:
    """A local stack on an empty data folder."""

    def __init__(self, binary, data):
        log = Path(data, "golden.log")
        with log.open("wb") as output:
            command = [str(Path(binary).resolve(strict=True)), "--no-console", "--port", "0", "--data", data]
            self.process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
        try:
            wait_until(lambda: b"ready http" in log.read_bytes(), "the local stack does not get ready", self.process, 300)
            self.url = re.search(r"^ready (http\S+)", log.read_text(errors="replace"), re.MULTILINE)[1]
        except SystemExit:
            stop(self.process)
            sys.stdout.write(log.read_text(errors="replace"))
            raise


def wait_until(condition, complaint, process, limit_s=10):
    """Waits for a condition, unless the process ends first."""
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline or process.poll() is not None:
            raise SystemExit(complaint)
        time.sleep(0.05)


def end_on_sigterm():
    """Lets `finally` run, which ends what was started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def stop(process):
    """Asks a process and its children to end, and ends them if they do not."""
    for sent, patience_s in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
        try:
            os.killpg(process.pid, sent)
            process.wait(patience_s)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def free_ports(count):
    """Ports that nobody listens on at the moment."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def listens(port):
    """Whether somebody does."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def read_json(path):
    """Parses a file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
