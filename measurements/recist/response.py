"""The words a call is made of; values as in the tables the engine writes."""

from enum import StrEnum


class Response(StrEnum):
    """RECIST 1.1 response of targets, of non-targets, of a visit or of a subject."""

    CR = "CR"
    PR = "PR"
    SD = "SD"
    PD = "PD"
    NE = "NE"
    NON_CR_NON_PD = "NON-CR/NON-PD"
    NED = "NED"
    """No evidence of disease: none at baseline and none since."""
    NA = "NA"
    """Not applicable: there is nothing of that kind to respond."""
    MISSING = "MISSING"
    """Best response of a subject never seen after baseline."""


class ImmuneResponse(StrEnum):
    """iRECIST response of a visit or of a subject."""

    ICR = "iCR"
    IPR = "iPR"
    ISD = "iSD"
    NON_ICR_NON_IUPD = "NON-iCR/NON-iUPD"
    IUPD = "iUPD"
    ICPD = "iCPD"
    NED = "NED"
    NE = "NE"


class NewLesion(StrEnum):
    """Whether a visit shows a new lesion."""

    YES = "Y"
    EQUIVOCAL = "E"
    NO = "N"


class ResponseSet(StrEnum):
    """The radiation classes whose lesions the objective response rests on, by what baseline holds."""

    ALL_IRRADIATED = "SBRT+LDRT"
    SOME_UNIRRADIATED = "SBRT+LDRT+NONE"
