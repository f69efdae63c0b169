"""Names and texts in every script that DICOM has, and in files that name their character set wrongly."""

from pathlib import Path

import pytest

from reader.header_reader import HeaderReader
from reader.texts import decode_name, decode_text

CHARSET_FILES = Path(__file__).parents[2].parent / "shared" / "data" / "pydicom_charset_files"

LATIN_5, THAI = "Çavuş^Işıl", "นามสกุล^ชื่อ"
CHINESE = b"Zhang^XiaoDong=\x1b$)A" + "张^小东".encode("gb2312").replace(b"^", b"^\x1b$)A")
JAPANESE = (
    b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J"
)
SUPPLEMENTARY = b"\x1b$B;3\x1b$(D0!\x1b(B"
KOREAN = b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf"


@pytest.mark.parametrize(
    ("sets", "stored", "name"),
    [
        ((), b"Buc^Jerome", "Buc^Jerome"),
        (("ISO_IR 100",), "Buc^Jérôme".encode("latin-1"), "Buc^Jérôme"),
        (("ISO_IR 101",), "Dvořák^Antonín".encode("iso8859-2"), "Dvořák^Antonín"),
        (("ISO_IR 109",), "Ħal^Ġużè".encode("iso8859-3"), "Ħal^Ġużè"),
        (("ISO_IR 110",), "Bērziņš^Jānis".encode("iso8859-4"), "Bērziņš^Jānis"),
        (("ISO_IR 148",), LATIN_5.encode("iso8859-9"), LATIN_5),
        (("ISO_IR 144",), "Люксембург".encode("iso8859-5"), "Люксембург"),
        (("ISO_IR 127",), "قباني^لنزار".encode("iso8859-6"), "قباني^لنزار"),
        (("ISO_IR 126",), "Διονυσιος".encode("iso8859-7"), "Διονυσιος"),
        (("ISO_IR 138",), "שרון^דבורה".encode("iso8859-8"), "שרון^דבורה"),
        (("ISO_IR 166",), THAI.encode("tis-620"), THAI),
        (("ISO_IR 13",), b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3", "ﾔﾏﾀﾞ^ﾀﾛｳ"),
        (("ISO 2022 IR 13", "ISO 2022 IR 87"), JAPANESE, "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        (("", "ISO 2022 IR 87", "ISO 2022 IR 159"), SUPPLEMENTARY, "山丂"),
        (("", "ISO 2022 IR 149"), KOREAN, "Hong^Gildong=洪^吉洞=홍^길동"),
        (("", "ISO 2022 IR 58"), CHINESE, "Zhang^XiaoDong=张^小东"),
        (("ISO_IR 192",), "Wang^XiaoDong=王^小東=".encode(), "Wang^XiaoDong=王^小東"),
        (("GB18030",), "Wang^XiaoDong=王^小东=𠀀".encode("gb18030"), "Wang^XiaoDong=王^小东=𠀀"),
        (("GBK",), "王^小東".encode("gbk"), "王^小東"),
    ],
)
def test_every_script_is_shown_as_it_is_written(sets, stored, name):
    assert decode_name(stored, sets) == (name, True)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ISO-IR 144", "ISO_IR 144"),
        ("ISO IR 144", "ISO_IR 144"),
        ("iso_ir 144", "ISO_IR 144"),
        ("ISO_IR144", "ISO_IR 144"),
        ("ISO_2022_IR_144", "ISO 2022 IR 144"),
    ],
)
def test_a_set_named_slightly_wrong_is_understood(said, meant):
    stored = "Люксембург".encode("iso8859-5")
    assert decode_name(stored, (said,)) == decode_name(stored, (meant,)) == ("Люксембург", True)


@pytest.mark.parametrize("said", ["UTF-8", "utf8", "ISO-IR 192"])
def test_unicode_by_its_common_name_is_understood(said):
    assert decode_name("王^小东".encode(), (said,)) == ("王^小东", True)


@pytest.mark.parametrize("sets", [(), ("",), ("ISO_IR 6",), ("KLINGON",), ("ISO_IR 9999",)])
def test_what_cannot_be_known_is_not_guessed(sets):
    name, decodable = decode_name("王^小东".encode("gb18030"), sets)
    assert not decodable
    assert "^" in name


def test_a_text_may_hold_several_lines_and_an_equals_sign():
    assert decode_text("a=ü\r\nb\\c ".encode("latin-1"), ("ISO_IR 100",)) == "a=ü\r\nb\\c"


@pytest.mark.skipif(not CHARSET_FILES.is_dir(), reason="the shared DICOM files are not beside the project")
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("chrArab", "قباني^لنزار"),
        ("chrFren", "Buc^Jérôme"),
        ("chrFrenMulti", "Buc^Jérôme"),
        ("chrGerm", "Äneas^Rüdiger"),
        ("chrGreek", "Διονυσιος"),
        ("chrH31", "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        ("chrH32", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        ("chrHbrw", "שרון^דבורה"),
        ("chrI2", "Hong^Gildong=洪^吉洞=홍^길동"),
        ("chrJapMulti", "やまだ^たろう"),
        ("chrJapMultiExplicitIR6", "やまだ^たろう"),
        ("chrKoreanMulti", "김희중"),
        ("chrRuss", "Люкceмбypг"),
        ("chrX1", "Wang^XiaoDong=王^小東"),
        ("chrX2", "Wang^XiaoDong=王^小东"),
    ],
)
def test_names_of_real_files(file, name):
    facts = HeaderReader().read(str(CHARSET_FILES / f"{file}.dcm")).shared
    assert (facts.patient_name, facts.name_decodable) == (name, True)
