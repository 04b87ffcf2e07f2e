"""What the documentation says is held against the code: commands run, links lead somewhere, every name is explained."""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from types import ModuleType

import pytest
from bench.__main__ import MEASURES

import onrecord
from onrecord import cli, errors, record
from onrecord.brief.fault import FaultKind
from onrecord.cli.desk import MODULE_OF
from onrecord.codebook import load_contents, load_cues, load_time_words, speech_verbs, time_words
from onrecord.export import EXPORTS
from onrecord.gazetteer import shipped_packs
from onrecord.gazetteer.form import TABLES
from onrecord.intake import READERS
from onrecord.intake.containers import CONTAINERS, MAILDIR
from onrecord.reading import STEPS
from onrecord.record.schema import schema
from onrecord.settings import Settings
from onrecord.store import migrating, tables

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SAMPLE = Path("src/onrecord/sample")
SAMPLE_PACK = Path("src/onrecord/gazetteer/sample")


def script(name: str) -> ModuleType:
    """One of the programs that make pages."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PLACES = script("fill_places")
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in PLACES.pages()}
REFERENCE = PAGES["docs/reference/record.md"]
#: A fenced block, with the mark before it that says that it is run.
BLOCK = re.compile(
    r"(?:<!-- (?P<runs>runs)(?:: exit (?P<exit>\d+))? -->\n)?(?P<in>[ ]*)```(?P<kind>\w+)\n(?P<body>.*?)^(?P=in)```\n",
    re.DOTALL | re.MULTILINE,
)
#: What a block that is run prints, where the page shows it.
PRINTS = re.compile(r"\n*<!-- prints -->\n```text\n(?P<shown>.*?)^```\n", re.DOTALL | re.MULTILINE)
#: Pages whose commands are typed by a reader.
LESSONS = ("README.md", "docs/tutorial.md", "docs/a-week-at-a-desk.md")
TYPED = [name for name in PAGES if name in LESSONS or name.startswith("docs/how-to/")]


def blocks(name: str, kind: str) -> list[re.Match[str]]:
    return [found for found in BLOCK.finditer(PAGES[name]) if found["kind"] == kind]


def commands(name: str) -> Iterator[str]:
    """The ``onrecord`` commands of a page's bash blocks, each without what it is piped into."""
    for block in blocks(name, "bash"):
        for line in block["body"].splitlines():
            for part in re.split(r"\s(?:\||>|<|&&)\s", line.strip()):
                # As another user, with a setting before it, or in a container.
                part = re.sub(r"^(?:sudo -u \w+ |(?:/opt/onrecord/bin/)(?=onrecord)|[A-Z_]+=\S+ )+", "", part)
                if part.startswith("onrecord "):
                    yield part


# -- the commands ------------------------------------------------------------------------------------------------------


def test_readmes_first_two_commands_are_what_ci_runs() -> None:
    first, second = (block["body"].strip() for block in blocks("README.md", "bash")[:2])
    assert (first, second) == ("pip install . && onrecord demo", "pip install '.[test]' && pytest")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert first in ci
    assert second in ci


@pytest.mark.parametrize("name", TYPED)
def test_every_command_is_one_that_the_parser_takes(name: str) -> None:
    for command in commands(name):
        arguments = shlex.split(command)[1:]
        if arguments[-1] in ("--version", "--help"):
            with pytest.raises(SystemExit, match=r"^0$"):  # the parser prints and ends
                cli._parser().parse_args(arguments)
            continue
        assert cli._parser().parse_args(arguments).verb == arguments[0], command


def test_there_are_commands_to_look_at() -> None:
    assert sum(len(list(commands(name))) for name in TYPED) > 20
    assert sum(block["runs"] is not None for name in TYPED for block in blocks(name, "bash")) > 12


#: The pages that have blocks that are run.
RUN = [name for name in TYPED if any(block["runs"] for block in BLOCK.finditer(PAGES[name]))]
#: Two pages are run at once: what a page's commands take, they take from one processor.
AT_ONCE = 2


@pytest.fixture(scope="module")
def pages_run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Future[None]]]:
    """Those of the pages that were asked for, on their way."""
    runs = test_the_blocks_marked_so_run.__name__
    functions = [one for one in request.session.items if isinstance(one, pytest.Function) and one.originalname == runs]
    wanted = [str(one.callspec.params["name"]) for one in functions]
    PLACES.sample_desk()
    pool = ThreadPoolExecutor(AT_ONCE)
    yield {name: pool.submit(run_blocks, name, tmp_path_factory.mktemp("page")) for name in wanted}
    pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("name", RUN)
def test_the_blocks_marked_so_run(name: str, pages_run: dict[str, Future[None]]) -> None:
    pages_run[name].result()


def run_blocks(name: str, folder: Path) -> None:
    """A page in a folder of its own that holds the sample and its pack, block after block, as if typed into one shell:
    what a block exports holds for those after it. Where a page works on the sample desk it gets a copy of it.
    """
    for part in (SAMPLE, SAMPLE_PACK):
        shutil.copytree(ROOT / part, folder / part)
    if PLACES.DESK in PAGES[name]:
        shutil.copytree(PLACES.sample_desk(), folder / PLACES.DESK)
    programs = folder / "programs"
    programs.mkdir()
    for program, arguments in (("onrecord", "-m onrecord"), ("python", "")):
        path = programs / program
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        path.chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONIOENCODING": "utf-8"}
    for block in (b for b in BLOCK.finditer(PAGES[name]) if b["runs"]):
        shell = ["bash", "-euo", "pipefail", "-c"] if block["kind"] == "bash" else [sys.executable, "-c"]
        done = subprocess.run(
            [*shell, block["body"]], cwd=folder, env=environment, capture_output=True, timeout=300, check=False
        )
        assert done.returncode == int(block["exit"] or 0), (block["body"], done.stderr.decode())
        exports = re.findall(r"(?m)^export (\w+)=(\S+)$", block["body"])
        environment |= dict(exports)
        assert done.stdout or re.search(r"--out|-o |>", block["body"]) or block["exit"] or exports
        assert b"Traceback" not in done.stderr
        if shown := PRINTS.match(PAGES[name], block.end()):
            assert alike(shown["shown"], done.stdout.decode()), (block["body"], done.stdout.decode())


def test_the_measures_named_are_there() -> None:
    measures = set(re.findall(r"python -m bench (\w+)", "".join(PAGES.values())))
    found = {path.stem for path in (ROOT / "bench").glob("*.py")}
    assert measures >= {"accuracy", "speed", "growth", "batch", "sample", "repeats", "filing", "kills", "watching"}
    assert measures <= found
    section = REFERENCE.split("\n## Measures\n")[1].split("\n## ")[0]
    for name in MEASURES:
        assert f"| `{name}` |" in section, name


def test_the_training_commands_have_their_options() -> None:
    """torch is not at hand, so the options are looked for in the modules' text."""
    joined = PAGES["training/README.md"].replace("\\\n", " ")
    lines = re.findall(r"python -m training\.(\w+) ([^\n]*)", joined)
    names = {"augment", "fit", "fit_mentions", "ship", "silver", "tune"}
    syntax = {"trees", "tree_windows", "fit_syntax", "gauge_syntax"}
    meaning = {"meaning_texts", "meaning_teacher", "fit_meaning", "ship_meaning"}
    assert {module for module, _ in lines} == names | syntax | meaning | {"fit_events", "news_pairs"}
    for module, rest in lines:
        source = (ROOT / "training" / f"{module}.py").read_text(encoding="utf-8")
        for option in re.findall(r"--[a-z0-9-]+", rest):
            assert f'add_argument("{option}"' in source, (module, option)


# -- the reference -----------------------------------------------------------------------------------------------------


def test_the_reference_is_what_the_code_makes_now() -> None:
    assert script("make_reference").reference() == REFERENCE, "run python docs/make_reference.py"


def test_the_page_on_packs_is_what_code_and_packs_make_now() -> None:
    page = PAGES["docs/reference/packs.md"]
    assert script("make_reference").packs_reference() == page, "run python docs/make_reference.py"
    for table in TABLES:
        section = page.split(f"\n### {table.file}\n")[1].split("\n#")[0]
        for column in table.columns:
            assert f"| `{column}` |" in section, (table.file, column)
    for folder in shipped_packs():
        assert f"\n### {folder.name}\n" in page


def verbs_of(parser: argparse.ArgumentParser, called: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every verb below a parser with what is typed for it, those of verbs too."""
    for choices in (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction)):
        for name, verb in choices.items():
            yield f"{called} {name}", verb
            yield from verbs_of(verb, f"{called} {name}")


def test_the_page_on_a_desks_tables_is_what_the_code_makes_now() -> None:
    page = PAGES["docs/reference/desk.md"]
    assert script("make_reference").desk_reference() == page, "run python docs/make_reference.py"
    for table in tables.metadata.tables.values():
        section = page.split(f"\n### {table.name}\n")[1].split("\n#")[0]
        assert section.split("\n| column |")[0].strip(), f"nothing is said of the table {table.name}"
        for column in table.columns:
            assert f"| `{column.name}` |" in section, (table.name, column.name)
    for step in migrating.STEPS:
        assert f"| `{step}` |" in page, step


def test_every_verb_and_option_has_its_entry() -> None:
    verbs = dict(verbs_of(cli._parser(), "onrecord"))
    assert {"onrecord read", "onrecord demo", "onrecord show", "onrecord desk watch"} <= set(verbs)
    for called, verb in verbs.items():
        section = REFERENCE.split(f"\n### {called}\n")[1].split("\n#")[0]
        for action in verb._actions:
            if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
                continue
            named = action.option_strings or [str(action.metavar or "|".join(action.choices or ())).replace("|", "\\|")]
            assert action.help, (called, named)
            for option in named:
                assert f"`{option}" in section, (called, option)


def test_every_action_of_a_desk_is_done_by_a_module_and_told_in_a_page() -> None:
    actions = [called.split()[2] for called, _ in verbs_of(cli._parser(), "onrecord") if called.count(" ") == 2]
    told = "".join(page for name, page in PAGES.items() if not name.startswith("docs/reference/"))
    for action in set(actions) & set(MODULE_OF):
        assert f"onrecord desk {action}" in told, action
    assert set(MODULE_OF) <= set(actions)


def test_every_verb_and_every_form_of_a_desk_has_its_page() -> None:
    """Each verb is typed in a how-to, and each form has a section with a piece of what it is."""
    typed = "".join(page for name, page in PAGES.items() if name in TYPED)
    for called in (called for called, _ in verbs_of(cli._parser(), "onrecord") if called.count(" ") == 1):
        assert re.search(rf"{called}\b", typed), called
    for name, export in EXPORTS.items():
        sections = [
            section
            for page in PAGES.values()
            for section in re.split(r"(?m)^#+ ", page)
            if re.match(rf"[^\n]*`{name}`", section) and "```" in section
        ]
        assert len(sections) == bool(export.forms), name


def test_every_record_type_and_field_has_its_entry() -> None:
    for name in record.__all__:
        thing = getattr(record, name)
        if not inspect.isclass(thing):
            assert f"`{name}" in REFERENCE
            continue
        section = REFERENCE.split(f"\n### {name} (type)\n")[1].split("\n#")[0]
        fields = dataclasses.fields(thing) if dataclasses.is_dataclass(thing) else ()
        values = list(thing) if issubclass(thing, StrEnum) else []
        for member in [*(field.name for field in fields), *(value.value for value in values)]:
            assert f"`{member}`" in section, (name, member)


def test_every_key_of_the_wire_form_has_its_entry() -> None:
    whole = schema()
    for name, part in (("Wire form", whole), *whole["$defs"].items()):
        for key in part.get("properties", {}):
            level = "##" if name == "Wire form" else "###"
            section = REFERENCE.split(f"\n{level} {name}\n")[1].split("\n#")[0]
            assert f"| `{key}` |" in section, (name, key)


def test_every_export_reader_step_setting_and_error_has_its_entry() -> None:
    kinds = [n for n, e in vars(errors).items() if inspect.isclass(e) and issubclass(e, errors.OnRecordError)]
    settings = [f"ONRECORD_{field.name.upper()}" for field in dataclasses.fields(Settings)]
    wanted = {
        "Exports": list(EXPORTS),
        "Readers": [reader.name for reader in READERS],
        "Containers": [*(container.name for container in CONTAINERS), MAILDIR.name],
        "Steps": [step.name for step in STEPS],
        "Settings": settings,
        "Faults of a brief": [kind.value for kind in FaultKind],
        "Errors": kinds,
    }
    for head, listed in wanted.items():
        section = REFERENCE.split(f"\n## {head}\n")[1].split("\n## ")[0]
        for name in listed:
            assert f"| `{name}` |" in section, (head, name)


def test_every_setting_read_from_the_environment_is_explained() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    for name in set(re.findall(r"\bONRECORD_[A-Z]+", sources)):
        assert name in REFERENCE, name


def test_every_public_name_is_in_the_reference() -> None:
    for name in set(onrecord.__all__) - {"__version__"}:
        assert re.search(rf"(?m)^### {name}(?: \(type\)|\(\))$|^\| `{name}` \|", REFERENCE), name
    for method in (name for name, found in vars(onrecord.Desk).items() if callable(found) and name[0] != "_"):
        assert f"\n#### Desk.{method}()\n" in REFERENCE, method


# -- the pages ---------------------------------------------------------------------------------------------------------


def links(name: str) -> Iterator[str]:
    """Where a page's links lead, outside of code."""
    prose = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", PAGES[name]))
    yield from re.findall(r"\]\(([^)\s]+)\)", prose)


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"(?m)^#{1,6} (.+)$", BLOCK.sub("", page))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", list(PAGES))
def test_every_link_leads_somewhere(name: str) -> None:
    for link in links(name):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set(), ["README.md", "docs/README.md"]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in PAGES:
            continue
        reached.add(name)
        for link in links(name):
            path = (ROOT / name).parent / link.partition("#")[0]
            waiting.append(os.path.relpath(path, ROOT).replace(os.sep, "/"))
    assert reached == set(PAGES)


def test_the_changes_begin_with_this_version() -> None:
    assert re.search(r"(?m)^## (.+)$", PAGES["CHANGELOG.md"])[1] == onrecord.__version__  # type: ignore[index]


def test_the_refusals_are_said_as_the_page_has_them() -> None:
    page = PAGES["docs/how-to/read-a-web-page-pdf-mail.md"]
    table = page.split("| what is said |")[1].split("\n\n")[0]
    sentences = re.findall(r"\| `([^`]+)` \|\n", table + "\n")
    assert len(sentences) > 15
    sources = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src/onrecord/intake").glob("*.py"))
    for sentence in sentences:
        assert sentence in sources, sentence


def test_the_lines_shown_for_the_codebook_are_good_and_new(tmp_path: Path) -> None:
    shown = [b["body"] for n in PAGES for b in blocks(n, "yaml")]
    cues = {line.strip() for body in shown for line in body.splitlines() if "{cue:" in line}
    contents = {line.strip() for body in shown for line in body.splitlines() if "{say:" in line}
    months = {line.strip() for body in shown for line in body.splitlines() if "{number:" in line}
    assert cues
    assert contents
    assert months
    folder = ROOT / "src/onrecord/codebook"
    for name, head, lines in (
        ("speech_verbs", "cues:", cues),
        ("act_content", "patterns:", contents),
        ("time_words", "months:", months),
    ):
        sheet = (folder / f"{name}.yaml").read_text(encoding="utf-8")
        assert not any(line in sheet for line in lines)
        added = sheet.replace(f"\n{head}\n", f"\n{head}\n" + "".join(f"  {line}\n" for line in lines), 1)
        (tmp_path / f"{name}.yaml").write_text(added, encoding="utf-8")
    load_contents(tmp_path / "act_content.yaml")
    named = load_time_words(tmp_path / "time_words.yaml").months
    assert len(named) == len(time_words().months) + len(months)
    more = load_cues(tmp_path / "speech_verbs.yaml").by_first
    assert len(more["laid"]) == len(speech_verbs().by_first.get("laid", ())) + 1


def test_every_kind_of_fault_is_told_with_an_example() -> None:
    page = PAGES["docs/how-to/check-a-brief.md"]
    shown = "".join(found["shown"] for found in PRINTS.finditer(page))
    for kind in FaultKind:
        assert f"| `{kind}` |" in page, kind
        assert f": {kind}: " in shown, kind


def test_the_codebook_page_names_every_list() -> None:
    page = PAGES["docs/how-to/edit-the-codebook.md"]
    for path in (ROOT / "src/onrecord/codebook").glob("*.yaml"):
        assert f"| `{path.name}` |" in page


def test_the_architecture_names_every_room_and_step() -> None:
    page = PAGES["ARCHITECTURE.md"]
    package = ROOT / "src/onrecord"
    rooms = {path.name for path in package.iterdir() if path.is_dir() and path.name not in ("__pycache__", "sample")}
    for room in rooms | {"errors"}:
        assert re.search(rf"(?m)^\| [^|]*`{room}`", page), room
    for step in STEPS:
        assert re.search(rf"\|    {step.name} ", page), step.name


def test_the_model_card_is_of_the_model() -> None:
    card = json.loads((ROOT / "src/onrecord/tagger/en/card.json").read_text(encoding="utf-8"))
    page = PAGES["src/onrecord/tagger/en/README.md"]
    assert page.startswith(f"# Model card: {card['name']}, version {card['version']}\n")
    assert f"{len(card['labels'])} in all" in page
    for name in card["sha256"]:
        assert f"`{name}`" in page


# -- the marked places -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(PAGES))
def test_the_figures_are_those_of_the_list(name: str) -> None:
    page = PAGES[name]
    assert page.count("<!-- figures:") == page.count("<!-- /figures -->") == len(list(PLACES.names(page)))
    assert PLACES.filled(page, PLACES.figures(), outputs=False) == page, "run python docs/fill_places.py"


def test_every_figure_of_the_list_is_shown() -> None:
    assert {figure for page in PAGES.values() for figure in PLACES.names(page)} == set(PLACES.figures())


def test_every_figure_is_measured() -> None:
    assert [figure for figure, value in PLACES.figures().items() if value is None] == []


def bare(lines: str) -> list[str]:
    """Lines without their confidences."""
    return [re.sub(r" · [a-z ]+$|\d+ %", "", line) for line in lines.splitlines() if line]


def alike(shown: str, made: str) -> bool:
    """Whether a page shows what was made; one line in ten may differ, and the confidences."""
    then, now = bare(shown), bare(made)
    return sum(line not in now for line in then) <= len(then) / 10


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "<!-- output: " in page])
def test_the_outputs_shown_are_what_the_commands_print(name: str) -> None:
    """One line in ten may differ, and the confidences: another processor rounds the model's numbers otherwise."""
    places = list(PLACES.OUTPUT.finditer(PAGES[name]))
    assert places
    for place in places:
        assert len(bare(place["shown"])) > 5
        assert alike(place["shown"], PLACES.excerpt(place["command"], place["part"])), "run python docs/fill_places.py"


def test_every_picture_is_of_a_page_and_every_page_says_what_its_pictures_show() -> None:
    shown = [found for page in PAGES.values() for found in PLACES.PICTURE.finditer(page)]
    assert sorted(found["file"] for found in shown) == sorted(path.name for path in PLACES.PICTURES.iterdir())
    for found in shown:
        assert found["path"].endswith(f"pictures/{found['file']}")
        assert len(found["told"]) > 30
        assert (PLACES.PICTURES / found["file"]).stat().st_size < 200_000


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "<!-- picture: " in page])
def test_the_pictures_shown_are_what_the_commands_draw(name: str) -> None:
    """Their words are compared: another machine's letters are otherwise wide, and lines end elsewhere."""
    assert PAGES[name].count("<!-- picture: ") == len(list(PLACES.pictures(PAGES[name])))
    for file, command in PLACES.pictures(PAGES[name]):
        shown = (PLACES.PICTURES / file).read_text(encoding="utf-8")
        assert alike(words_of(shown), words_of(PLACES.printed(command))), "run python docs/fill_places.py"


def words_of(drawing: str) -> str:
    """The words of a drawing, one piece of text a line."""
    return "\n".join(re.findall(r"<(?:text|tspan|title|desc)\b[^>]*>([^<\n]+)", drawing))
