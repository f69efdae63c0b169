"""A refusal is its English sentence, and keeps what the sentence is made of."""

import pickle
from pathlib import Path

import pytest

from measurements.lesion import State
from measurements.refusal import NotAllowed, Refusal
from measurements.sentence import OneOf, Term

SENTENCES = [
    (Refusal("There is nothing to undo."), "There is nothing to undo."),
    (
        Refusal("{a folder named so} is no template without values."),
        "{a folder named so} is no template without values.",
    ),
    (Refusal("{path} is damaged.", path=Path("{a}.longaxis")), "{a}.longaxis is damaged."),
    (Refusal("{label} is {state}.", label="T01", state=State.NOT_EVALUABLE), "T01 is NE."),
    (Refusal("Of {names}.", names=("anna", "ben")), "Of anna, ben."),
    (Refusal("Choose {pieces}.", pieces=OneOf(["T01a", "T01b"])), "Choose T01a or T01b."),
    (Refusal("The {axis} axis.", axis=Term("long")), "The long axis."),
    (Refusal("{size_gb:.1f} GB, not {word!r}.", size_gb=2.06, word="x"), "2.1 GB, not 'x'."),
]


@pytest.mark.parametrize(("refusal", "sentence"), SENTENCES)
def test_its_text_is_the_english_sentence(refusal: Refusal, sentence: str) -> None:
    assert str(refusal) == sentence


def test_it_comes_whole_from_another_process() -> None:
    came = pickle.loads(pickle.dumps(NotAllowed("{person} may not.", person="anna")))
    assert (type(came), str(came), came.sentence, came.values) == (
        NotAllowed,
        "anna may not.",
        "{person} may not.",
        {"person": "anna"},
    )


def test_it_is_said_of_the_file_that_the_user_knows() -> None:
    unpacked, known = Path("unpacked/trial.longaxis"), Path("carried/reads.longaxis-reads")
    refusal = NotAllowed(
        "{path} ({reason}) of {count} is damaged.", path=unpacked, reason=f"in {unpacked}", count=3
    ).said_of(known, instead_of=unpacked)
    assert isinstance(refusal, NotAllowed)
    assert str(refusal) == f"{known} (in {known}) of 3 is damaged."
    assert refusal.sentence == "{path} ({reason}) of {count} is damaged."
