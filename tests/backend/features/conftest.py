import pytest

from tests.backend.patrols.conftest import Phone
from tests.conftest import Person


@pytest.fixture
def phone(officer: Person) -> Phone:
    return Phone(officer.client)
