"""The command line as it is used: real processes, standard output and error, exit codes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest

from index.settings import Settings
from index.sources import sample_archive
from web import create_app

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in an empty folder."""

    def communiques(*args: object, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "communiques.py"), *map(str, args)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **options,  # type: ignore[call-overload]
        )

    return communiques


def test_index_tells_what_it_did_and_what_it_passed_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Un texte sur le Pérou."}\nnon\n')
    done = run("index", "a.jsonl", "--index", "ix")
    assert done.returncode == 0
    assert done.stdout.startswith("1 release indexed in ix, 0 further copies merged, 1 skipped")
    assert "a.jsonl:2" in done.stderr
    machine = run("index", "a.jsonl", "--index", "ix", "--json")
    report = json.loads(machine.stdout)
    assert report["releases"] == 1
    assert report["skipped"][0]["source"] == "a.jsonl:2"
    assert machine.stderr == ""


def test_an_index_that_is_not_made_leaves_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run("index", "empty.txt", "--index", "new/ix")
    assert done.returncode == 1
    assert "No release was found" in done.stderr
    assert [*tmp_path.iterdir()] == [tmp_path / "empty.txt"]


def test_index_without_sources_indexes_the_sample_archive_at_the_default_place(
    run: Run, tmp_path: Path
) -> None:
    done = run("index")
    assert done.returncode == 0
    assert (tmp_path / "var" / "index" / "manifest.json").exists()
    found = run("search", "victimes perou")
    assert found.returncode == 0
    assert "Pérou" in found.stdout
    assert "\x1b" not in found.stdout


def test_search_prints_what_the_endpoint_returns(run: Run, sample_index: Path) -> None:
    client = create_app(Settings(index=str(sample_index))).test_client()
    done = run("search", "victimes traite", "--index", sample_index, "--json", "--size", 5,
               "--country", "VN", "--country", "perou", "--page", 1)  # fmt: skip
    endpoint = client.get("/api/v1/search?q=victimes traite&size=5&country=VN&country=PE")
    assert json.loads(done.stdout) == endpoint.get_json()


def test_search_takes_the_index_from_the_environment(
    run: Run, sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUES_INDEX", str(sample_index))
    assert run("search", "traite").returncode == 0


def test_settings_come_from_the_file_too(
    run: Run, sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMUNIQUES_CONFIG")
    settings = tmp_path / "communiques.toml"
    settings.write_text(f'index = "{sample_index}"\n')
    assert run("search", "traite").returncode == 0
    settings.write_text('inddex = "x"\n')
    wrong = run("search", "traite")
    assert wrong.returncode == 2
    assert "inddex" in wrong.stderr
    monkeypatch.setenv("COMMUNIQUES_CONFIG", "elsewhere.toml")
    assert "elsewhere.toml" in run("search", "traite").stderr


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["search", "xylophone zoologique"], 1, ""),
        (["search", "x" * 1001], 2, "QUERY: it has 1001 characters; shorten it to 1000"),
        (["search", "traite", "--country", "Atlantide"], 2, "country"),
        (["search", "traite", "--page", "99"], 2, "page 99"),
        (["search", "traite", "--size", "0"], 2, "--size"),
        (["search", "traite", "--batch", "none.tsv"], 2, "none.tsv"),
        (["search", "traite", "--index", "nowhere"], 3, "communiques index"),
        (["index", "nowhere"], 2, "nowhere"),
        (["nothing"], 2, "nothing"),
    ],
)
def test_exit_codes_and_messages_without_a_traceback(
    run: Run,
    sample_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: list[str],
    code: int,
    says: str,
) -> None:
    monkeypatch.setenv("COMMUNIQUES_INDEX", str(sample_index))
    done = run(*args)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("titre:", "n’était suivi de rien"),
        ('"victimes de', "n’étaient pas fermés"),
        ("mi*", "est trop court pour une troncature (3 lettres"),
        ("pays:zz", "n’est pas un pays connu"),
    ],
)
def test_what_was_not_taken_as_typed_is_told_beside_the_results(
    run: Run, sample_index: Path, query: str, told: str
) -> None:
    done = run("search", query, "--index", sample_index)
    assert told in done.stderr
    assert told not in done.stdout
    assert run("search", query, "--index", sample_index, "--json").stderr == ""


def test_batch_writes_a_run(run: Run, sample_index: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.tsv").write_text(
        "q1\tvictimes de traite\nq2\txylophone\n\nq3\tinondations et digues\nq4\t\n"
    )
    done = run("search", "--index", sample_index, "--batch", "queries.tsv", "--run", "run.tsv",
               "--match", "any", "--size", 100)  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in (tmp_path / "run.tsv").read_text().splitlines()]
    assert {row[0] for row in rows} == {"q1", "q3"}
    first = [row for row in rows if row[0] == "q1"]
    assert [int(row[2]) for row in first] == list(range(1, len(first) + 1))
    scores = [float(row[3]) for row in first]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0


def test_batch_passes_over_what_cannot_be_searched(
    run: Run, sample_index: Path, tmp_path: Path
) -> None:
    queries = b"q1\t" + b"x" * 1001 + b"\nq2\ttraite \xff\xe9\nq3\ttraite\n"
    (tmp_path / "queries.tsv").write_bytes(queries)
    args = ["search", "--index", sample_index, "--batch", "queries.tsv", "--run", "run.tsv"]
    done = run(*args, "--match", "any")
    assert done.returncode == 0
    assert "q1" in done.stderr
    rows = (tmp_path / "run.tsv").read_text().splitlines()
    assert {row.split("\t")[0] for row in rows} == {"q2", "q3"}
    assert run(*args[:1], "traite", *args[1:]).returncode == 2


def test_output_that_cannot_be_written_is_said_without_a_traceback(sample_index: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' '{ROOT / 'communiques.py'}' search --index '{sample_index}' "
        "--size 100 --json > /dev/full",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said_at_once(run: Run, sample_index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--index", sample_index, "--port", port)
    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_colour_is_left_out_when_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("analyze", "--explain", input="Mali\n").stdout
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = run("analyze", "--explain", input="Mali\n").stdout
    assert "\x1b" not in plain
    assert plain.strip() in coloured or "\x1b" in coloured


def test_inspect_prints_a_line_for_each_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("")
    done = run(
        "inspect", sample_archive() / "perou-foyer-iquitos-2019.txt", "vide.txt", "absent.txt"
    )
    assert done.returncode == 0
    good, empty, absent = map(json.loads, done.stdout.splitlines())
    assert good["valid"] is True
    assert good["primary_country"] == "PE"
    assert good["title"]
    assert good["paragraphs"]
    assert good["contacts"][0]["email"].endswith("@example.org")
    assert (empty["valid"], absent["valid"]) == (False, False)
    assert "empty" in empty["error"]
    assert absent["path"] == "absent.txt"


def test_analyze_prints_an_array_for_each_line(run: Run) -> None:
    done = run("analyze", input="Les réfugiés\n\nl’Œuvre\n")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [len(line) for line in lines] == [2, 0, 1]
    assert set(lines[0][0]) == {"term", "position", "start", "end"}
    token = lines[2][0]
    assert "l’Œuvre"[token["start"] : token["end"]] == "Œuvre"
    again = run("analyze", input="refugie\n")
    assert json.loads(again.stdout)[0]["term"] == lines[0][1]["term"]


def test_analyze_explains_each_step(run: Run) -> None:
    done = run("analyze", "--explain", input="Bateaux obtenus au Mali\n")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Bateaux → fold bateaux → ")
    assert [line.split(" → ")[-1] for line in lines] == [
        f"term {term}" for term in ("bateau", "obten", "au", "mali")
    ]
    assert "place mali" in lines[3]


def test_doctor_lists_each_file_and_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "LÃ©gumes."}\n{}\n')
    done = run("doctor", "a.jsonl")
    assert done.returncode == 0
    assert "a.jsonl:a: for instance “LÃ©gumes.”" in done.stdout
    assert "a.jsonl:2: id" in done.stdout
    assert "UTF-8" in done.stdout
    rows = [json.loads(line) for line in run("doctor", "a.jsonl", "--json").stdout.splitlines()]
    kinds = {row["kind"] for row in rows}
    assert kinds == {"unreadable", "mojibake", "untitled", "undated", "countryless"}


def test_inspect_pretty_shows_the_evidence_in_the_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("")
    done = run("inspect", "--pretty", sample_archive() / "perou-foyer-iquitos-2019.txt", "vide.txt")
    assert "Peru (PE)" in done.stdout
    assert "Lima[PE]" in done.stdout
    assert "no release: empty file" in done.stdout


def test_update_reads_only_what_changed(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for name in "ab":
        (archive / f"{name}.jsonl").write_text(f'{{"id": "{name}", "text": "Un texte."}}')
    assert json.loads(run("index", archive, "--json").stdout)["files_read"] == 2
    (archive / "b.jsonl").write_text('{"id": "c", "text": "Un autre texte."}')
    report = json.loads(run("index", archive, "--update", "--json").stdout)
    assert (report["files_read"], report["releases"]) == (1, 2)
    assert "2 releases to index" in run("index", archive, "--check").stdout


def test_a_pipe_that_closes_early_is_no_error(sample_index: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' '{ROOT / 'communiques.py'}' search --index '{sample_index}' "
        "--size 100 --json | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "{"
    assert done.stderr == ""


def test_export_writes_everything_in_the_order_of_the_results(
    run: Run, sample_index: Path, tmp_path: Path
) -> None:
    client = create_app(Settings(index=str(sample_index))).test_client()
    args = ["export", "traite", "--index", sample_index, "--sort", "newest", "--from", "2005"]
    for kind in ("csv", "jsonl"):
        address = f"/api/v1/search.{kind}?q=traite&sort=newest&from=2005&fields=id,title"
        done = run(*args, "--format", kind, "--fields", "id,title", "--output", f"out.{kind}")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / f"out.{kind}").read_bytes() == client.get(address).data
    assert run(*args, "--fields", "titel").returncode == 2
    again = run("index", "out.jsonl", "--index", "again", "--check")
    assert "skipped" in again.stdout


def test_stats_are_those_of_the_endpoint(run: Run, sample_index: Path) -> None:
    client = create_app(Settings(index=str(sample_index))).test_client()
    machine = run("stats", "--index", sample_index, "--json")
    assert json.loads(machine.stdout) == client.get("/api/v1/stats").get_json()
    people = run("stats", "--index", sample_index).stdout
    assert "65 releases" in people
    assert "without a year" in people


def test_filters_and_order_are_those_of_the_endpoint(run: Run, sample_index: Path) -> None:
    client = create_app(Settings(index=str(sample_index))).test_client()
    done = run("search", "traite", "--index", sample_index, "--json", "--from", "2005", "--to",
               "2015-06", "--country-match", "primary", "--country", "PE", "--country", "BO",
               "--sort", "oldest", "--no-synonyms")  # fmt: skip
    address = ("/api/v1/search?q=traite&from=2005&to=2015-06&country_match=primary&country=PE"
               "&country=BO&sort=oldest&synonyms=false")  # fmt: skip
    assert json.loads(done.stdout) == client.get(address).get_json()
    assert run("search", "traite", "--from", "2012", "--to", "2011").returncode == 2
    assert "--from" in run("search", "traite", "--from", "mai").stderr


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.strip().endswith(version("communiques"))


def test_indexing_starts_without_the_web(run: Run) -> None:
    script = "import sys, index.commands; print({'flask', 'web'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_help_lists_every_command(run: Run) -> None:
    told = run("--help").stdout
    for line in (
        "index       Index folders and files of releases",
        "search      Search the archive.",
        "completion  ",
    ):
        assert f"\n  {line}" in told


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_options(shell: str, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("communiques")
    script = subprocess.run(
        [program, "completion", shell], capture_output=True, text=True, check=True
    )
    assert f"_COMMUNIQUES_COMPLETE={shell}_complete" in script.stdout
    typed = {
        "COMP_WORDS": "communiques search --so",
        "COMP_CWORD": "2" if shell != "fish" else "--so",
    }
    offered = subprocess.run(
        [program],
        env=os.environ | typed | {"_COMMUNIQUES_COMPLETE": f"{shell}_complete"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "--sort" in offered.stdout


@pytest.mark.parametrize("command", ["export --format csv", "export", "search --json --size 100"])
def test_a_reader_that_has_seen_enough_ends_it_quietly(sample_index: Path, command: str) -> None:
    done = subprocess.run(
        f"'{sys.executable}' '{ROOT / 'communiques.py'}' {command} --index '{sample_index}' "
        "| head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(done.stdout) == 1
    assert done.stderr == ""


def test_an_interruption_is_no_accident(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", str(ROOT / "communiques.py"), "analyze"],
        # A shell has what it starts in the background ignore interruptions.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as waiting:
        assert waiting.stdin is not None
        assert waiting.stdout is not None
        assert waiting.stderr is not None
        waiting.stdin.write("Lima\n")
        waiting.stdin.flush()
        waiting.stdout.readline()
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(timeout=30) == 130
        assert waiting.stderr.read() == ""
