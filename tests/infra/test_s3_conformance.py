"""The embedded object store does what the application relies on, and the checks notice a store that does not."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from minio import Minio

from infra.s3_conformance import __main__ as command
from infra.s3_conformance.trial import CHECKS, REGION, Check, Trial, run
from tests.conftest import ObjectStore

REQUIRED = [c for c in CHECKS if c.required]
OPTIONAL = {c.sentence: c for c in CHECKS if not c.required}


@pytest.fixture(scope="module")
def trial(object_store: ObjectStore) -> Iterator[Trial]:
    with Trial(object_store.endpoint, object_store.access_key, object_store.secret_key) as trial:
        yield trial


@pytest.mark.parametrize("check", REQUIRED, ids=[c.sentence for c in REQUIRED])
def test_the_embedded_store_meets_what_is_required(check: Check, trial: Trial) -> None:
    outcome = run(check, trial)
    assert outcome.passed, outcome.reason


def test_the_embedded_store_keeps_versions_but_enforces_no_lock(trial: Trial) -> None:
    versions = run(OPTIONAL["what was overwritten or deleted can still be read (versioning)"], trial)
    worm = run(OPTIONAL["an object under retention cannot be deleted (WORM)"], trial)
    assert (versions.passed, worm.passed) == (True, False)
    assert "accepted what it should refuse" in worm.reason


class Forgetful(Minio):
    """A store that loses the last byte of whatever it is given."""

    def put_object(self, bucket_name: str, object_name: str, data: Any, length: int, *more: Any, **named: Any) -> Any:
        kept = data.read(length)[:-1]
        return super().put_object(bucket_name, object_name, io.BytesIO(kept), len(kept), *more, **named)


def test_a_store_that_loses_a_byte_is_found_out(trial: Trial) -> None:
    forgetful = Forgetful(trial.endpoint, trial.access_key, trial.secret_key, secure=False, region=REGION)
    lying = Trial(trial.endpoint, trial.access_key, trial.secret_key, bucket=trial.bucket)
    lying.__dict__["client"] = forgetful
    caught = {c.work.__name__ for c in REQUIRED if not run(c, lying).passed}
    assert {"round_trip", "ranges", "overwrite", "parallel", "large"} <= caught


def test_the_command_asks_for_the_store_and_its_keys(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["s3_conformance"])
    monkeypatch.delenv("S3_ENDPOINT", raising=False)
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    assert "name the store" in capsys.readouterr().err
