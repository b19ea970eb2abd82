"""The child process: what hostile bodies may do to it, what it may do to us, and what comes out when all is well."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from outputs.pdf import native, run
from outputs.pdf.run import Limits, compile_pdf

ROOT = Path(__file__).resolve().parents[3]
PAGE = "<html lang=en><title>T</title><body>{}</body></html>"
BARELY_ENOUGH_TO_START = 200 * run.MEBIBYTE


@pytest.fixture(scope="module")
def canary():
    """A web server that writes down who asks it for what."""
    asked = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/css")
            self.end_headers()
            self.wfile.write(b"p { color: red }")

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret.css"
    file.write_text("p::before { content: 'XSECRETX' }")
    return file.as_uri()


FETCHING = [
    "<style>@import url(ADDRESS);</style>",
    "<style>p {{ background: url(ADDRESS) }} @font-face {{ font-family: x; src: url(ADDRESS) }} p {{ font-family: x }}</style>",
    "<style>p::before {{ content: url(ADDRESS) }} li {{ list-style-image: url(ADDRESS) }}</style><li>x",
    "<link rel=stylesheet href='ADDRESS'>",
    "<link rel=attachment href='ADDRESS'><a rel=attachment href='ADDRESS'>x</a>",
    "<img src='ADDRESS'><img srcset='ADDRESS 2x'><input type=image src='ADDRESS'>",
    "<object data='ADDRESS'></object><embed src='ADDRESS'><iframe src='ADDRESS'></iframe>",
    "<p style='background: url(ADDRESS)'>x<div style='border-image: url(ADDRESS) 9'>x</div>",
    "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='ADDRESS'/%3E%3C/svg%3E\">",
    "<base href='ADDRESS/'><link rel=stylesheet href='x'><img src='y'>",
]


def contents(data):
    """All a file says: text streams, attachments and objects, unpacked."""
    with pikepdf.open(BytesIO(data)) as pdf:
        target = BytesIO()
        pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
        return target.getvalue(), "/EmbeddedFiles" in pdf.Root.get("/Names", {})


def fetching(address, secret):
    """All of them at once, each with a number of its own; <base> stands last, since it moves those after it."""
    bodies = [body.replace("{{", "{").replace("}}", "}") for body in FETCHING]
    calls = [body.replace("ADDRESS", f"{address}/{number}") for number, body in enumerate(bodies)]
    return PAGE.format("".join([body.replace("ADDRESS", secret) for body in bodies[:-1]] + calls) + "<p>x")


@pytest.mark.slow
def test_a_body_reads_no_file_and_reaches_no_server(canary, secret):
    address, asked = canary
    unpacked, has_attachments = contents(compile_pdf(fetching(address, secret)))
    assert (asked, has_attachments, b"XSECRETX" in unpacked) == ([], False, False)


@pytest.mark.slow
def test_control_without_the_fetcher_and_the_walls_each_address_is_asked_for(canary, secret, tmp_path):
    address, asked = canary
    (tmp_path / "page.html").write_text(fetching(address, secret))
    code = ("import sys; from outputs.pdf import native; native.load(); import weasyprint;"
            "weasyprint.HTML(string=open(sys.argv[1]).read()).write_pdf()")  # fmt: skip
    environment = {**os.environ, **native.font_environment(tmp_path)}
    subprocess.run([sys.executable, "-c", code, tmp_path / "page.html"], cwd=ROOT, env=environment, check=True)
    reached = {int(path.split("/")[1]) for path in asked if path.split("/")[1].isdigit()}
    asked.clear()
    assert reached == set(range(len(FETCHING)))


ATTEMPTS = {
    "socket": "import socket; socket.create_connection(('127.0.0.1', {port}), 2)",
    "name": "import socket; socket.getaddrinfo('localhost', {port})",
    "read": "open('/etc/hostname').read()",
    "write": "open('{outside}', 'w')",
    "program": "import os; os.system('true')",
    "process": "import subprocess; subprocess.run(['true'])",
    "delete": "import os; os.remove('{outside}')",
}


@pytest.mark.slow
@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("locked", [True, False])
def test_the_lock_refuses_what_the_fetcher_might_let_through(attempt, locked, canary, tmp_path):
    outside = tmp_path / "outside"
    outside.touch()
    inside = tmp_path / "inside"
    inside.mkdir()
    step = ATTEMPTS[attempt].format(port=canary[0].rpartition(":")[2], outside=outside)
    lock = (
        f"sandbox.lock(read=[Path(sys.prefix), Path(sys.base_prefix)], write=[Path({str(inside)!r})])"
        if locked
        else "pass"
    )
    code = f"import sys; from pathlib import Path; from outputs.pdf import sandbox; import socket, subprocess; {lock}\n{step}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is not locked, done.stderr
    assert ("refused:" in done.stderr) is locked


@pytest.mark.slow
def test_the_kernel_takes_the_network_away_where_it_can(canary):
    port = canary[0].rpartition(":")[2]
    code = ("from outputs.pdf import sandbox; import socket; left = sandbox.leave_network(); print(left)\n"
            f"try: socket.create_connection(('127.0.0.1', {port}), 2); print('reached')\n"
            "except OSError: print('not reached')")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    if done.stdout.startswith("False"):
        pytest.skip("this kernel lets ordinary processes make no namespaces")
    assert done.stdout.split("\n")[1] == "not reached"


HEAVY = {
    "colspan": "<table><td colspan=100000>x</table>",
    "depth": "<div>" * 5000 + "x",
    "lists": "<ul><li>" * 400 + "x",
    "font": "<p style='font-size:9999999px'>x",
    "breaks": "<p style='break-after: page'>x" * 3000,
    "characters": "<p>a\ufffe\ud800\uffffb\x00c",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_body_ends_in_pages_or_in_words(name):
    begun = time.monotonic()
    try:
        outcome = compile_pdf(PAGE.format(HEAVY[name]), limits=Limits(seconds=3, cpu=20))[:5]
    except run.PdfError as error:
        outcome = str(error)
    assert time.monotonic() - begun < 15
    assert outcome == b"%PDF-" or outcome.startswith(("Setting the pages", "The content cannot", "The process"))


@pytest.mark.slow
def test_a_word_of_10000_letters_stays_inside_the_page():
    style = "<style>html { overflow-wrap: anywhere; font-family: 'Noto Sans' }</style>"
    with pikepdf.open(BytesIO(compile_pdf(PAGE.format(style + "<p>" + "x" * 10_000)))) as pdf:
        assert len(pdf.pages) > 2


@pytest.mark.slow
def test_time_is_limited_and_the_whole_group_ends():
    begun = time.monotonic()
    with pytest.raises(run.TooLong, match="longer than allowed"):
        compile_pdf(PAGE.format(HEAVY["colspan"]), limits=Limits(seconds=3))
    assert time.monotonic() - begun < 6
    assert children() == []


@pytest.mark.slow
def test_processor_time_is_limited():
    with pytest.raises(run.TooLong, match="processor time"):
        compile_pdf(PAGE.format(HEAVY["colspan"]), limits=Limits(seconds=60, cpu=2))


@pytest.mark.slow
def test_memory_is_limited():
    body = "<table>" + "<tr><td>x<td>y<td>z" * 5_000 + "</table>"
    with pytest.raises((run.TooMuchMemory, run.Crashed)):
        compile_pdf(PAGE.format(body), limits=Limits(memory=BARELY_ENOUGH_TO_START))


@pytest.mark.slow
def test_a_killed_child_is_told_in_words():
    def kill(progress):
        for child in children():
            os.kill(child, signal.SIGKILL)

    with pytest.raises(run.Crashed, match="ended unexpectedly"):
        compile_pdf(PAGE.format("x"), on_progress=kill)


@pytest.mark.slow
def test_a_missing_engine_is_told_with_the_line_that_installs_it(tmp_path, monkeypatch):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')")
    (tmp_path / "outputs").symlink_to(ROOT / "outputs")
    monkeypatch.setattr(native, "ROOT", tmp_path)
    with pytest.raises(run.EngineMissing, match="apt-get install -y --no-install-recommends libpango"):
        compile_pdf(PAGE.format("x"), var=tmp_path)


@pytest.mark.slow
def test_progress_rises_to_the_end():
    heard = []
    compile_pdf(PAGE.format("<p style='break-after: page'>x" * 5), on_progress=heard.append)
    percents = [progress.percent for progress in heard]
    assert percents == sorted(percents)
    assert (percents[0] < 12, percents[-1], max(p.page for p in heard)) == (True, 90, 5)


def children():
    """Processes that set pages for this one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_text()
        except (OSError, ValueError):
            continue
        if parent == os.getpid() and "outputs.pdf.child" in command:
            found.append(int(stat.parent.name))
    return found
