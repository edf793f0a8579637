"""What a start refuses."""

import pytest

from backend.core.errors import Misconfigured
from backend.settings import Settings, from_environment

SAFE = {
    "DATABASE_URL": "postgresql://127.0.0.1/fengxun",
    "S3_ENDPOINT": "127.0.0.1:9000",
    "S3_ACCESS_KEY": "fengxun",
    "S3_SECRET_KEY": "c2f1a8d94b7e4c0e9f55",
    "FENGXUN_SECRET": "8f14e45fceea167a5a36",
    "RECEIPT_KEY_FILE": "receipt.pem",
}


@pytest.mark.parametrize("name", ["DATABASE_URL", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY"])
def test_a_start_without_a_required_variable_is_refused_by_its_name(name: str) -> None:
    for gone in ({**SAFE, name: ""}, {k: v for k, v in SAFE.items() if k != name}):
        with pytest.raises(Misconfigured, match=name):
            from_environment(gone)


@pytest.mark.parametrize("name", ["FENGXUN_SECRET", "S3_SECRET_KEY"])
@pytest.mark.parametrize("secret", ["", "minioadmin", "changeme", "Secret", "too short 15 ch", "devsecretkey"])
def test_a_production_start_on_a_default_or_short_secret_is_refused(name: str, secret: str) -> None:
    with pytest.raises(Misconfigured):
        from_environment({**SAFE, name: secret})


def test_a_production_start_on_secrets_of_ones_own_goes_through() -> None:
    assert from_environment(SAFE) == Settings(
        database_url=SAFE["DATABASE_URL"],
        s3_endpoint=SAFE["S3_ENDPOINT"],
        s3_access_key=SAFE["S3_ACCESS_KEY"],
        s3_secret_key=SAFE["S3_SECRET_KEY"],
        secret=SAFE["FENGXUN_SECRET"],
        receipt_key_file="receipt.pem",
    )


def test_a_demonstration_says_so_and_may_use_what_it_likes() -> None:
    made = from_environment({**SAFE, "FENGXUN_SECRET": "", "S3_SECRET_KEY": "dev", "FENGXUN_DEMO": "1"})
    assert made.demo


@pytest.mark.parametrize("word", ["0", "", "true", "yes"])
def test_only_the_word_1_makes_a_demonstration(word: str) -> None:
    assert not from_environment({**SAFE, "FENGXUN_DEMO": word}).demo


def test_origins_are_a_list() -> None:
    made = from_environment({**SAFE, "PUBLIC_ORIGINS": "https://a.test, https://b.test,"})
    assert made.public_origins == ("https://a.test", "https://b.test")


@pytest.mark.parametrize(
    ("text", "number"), [("", None), (" ", None), ("0575-8701 2345", "0575-8701 2345"), ("110", "110")]
)
def test_the_duty_rooms_number_is_given_or_not(text: str, number: str | None) -> None:
    assert from_environment({**SAFE, "DUTY_PHONE": text}).duty_phone == number


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DUTY_PHONE", "javascript:1"),
        ("DUTY_PHONE", "1"),
        ("NO_FIX_MINUTES", "-1"),
        ("NO_FIX_MINUTES", "1441"),
        ("TRACK_DAYS", "-1"),
        ("TRACK_DAYS", "3651"),
        ("WAKE_URL", "http://redis"),
    ],
)
def test_a_setting_that_means_nothing_is_refused_by_its_name(name: str, text: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        from_environment({**SAFE, name: text})


def test_how_long_raw_tracks_are_kept() -> None:
    assert from_environment(SAFE).track_days == 90
    assert from_environment({**SAFE, "TRACK_DAYS": "0"}).track_days == 0


def test_how_long_a_silence_may_be() -> None:
    assert from_environment(SAFE).no_fix_minutes == 10
    assert from_environment({**SAFE, "NO_FIX_MINUTES": "0"}).no_fix_minutes == 0
    assert from_environment({**SAFE, "WAKE_URL": "redis://127.0.0.1:6379"}).wake_url == "redis://127.0.0.1:6379"


def test_a_log_that_is_sealed_in_earnest_has_a_name_of_its_own() -> None:
    with pytest.raises(Misconfigured, match="LOG_ORIGIN"):
        from_environment({**SAFE, "LOG_KEY_FILE": "log.key"})
    named = from_environment({**SAFE, "LOG_KEY_FILE": "log.key", "LOG_ORIGIN": "fengqiao.example/log"})
    assert named.log_origin == "fengqiao.example/log"
    assert from_environment({**SAFE, "LOG_KEY_FILE": "log.key", "FENGXUN_DEMO": "1"}).log_key_file == "log.key"


def test_receipts_are_signed_with_a_key_that_is_named() -> None:
    with pytest.raises(Misconfigured, match="RECEIPT_KEY_FILE"):
        from_environment({**SAFE, "RECEIPT_KEY_FILE": ""})
    assert from_environment({**SAFE, "RECEIPT_KEY_FILE": "", "FENGXUN_DEMO": "1"}).receipt_key_file == ""
