"""What was done is told in the same words by the page of the log and by its file."""

import re

import pytest

from backend.audit.words import WORDS, said
from tests.conftest import ROOT


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_files_words_are_the_apps(language: str) -> None:
    text = (ROOT / "pwa" / "src" / "i18n" / f"audit.{language}.ts").read_text("utf-8")
    told = re.findall(r'"audit\.(\w+\.\w+)": "([^"]*)"', text)
    apps = {action: words for action, words in told if not action.startswith(("topic.", "of."))}
    assert apps == {action: both[language == "en"] for action, both in WORDS.items()}


def test_an_action_without_words_is_told_by_its_own_name() -> None:
    assert said("lead.sung", "zh") == "lead.sung"
