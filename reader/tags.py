"""Names for the elements and transfer syntaxes that the reader looks for."""

IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2"
EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2"
STANDARD_SYNTAXES = "1.2.840.10008.1.2"
"""What the UIDs of DICOM's own transfer syntaxes begin with."""

PIXEL_DATA = 0x7FE00010
UNDEFINED = 0xFFFFFFFF
"""The length of a value that ends with a delimiter, as sequences and compressed pixel data may."""

TRANSFER_SYNTAX = 0x00020010

OF_THE_FILE = (
    0x00080018,  # SOP Instance UID
    0x00200013,  # Instance Number
    0x00200032,  # Image Position (Patient)
    0x00200052,  # Frame of Reference UID
    0x00281050,  # Window Center
    0x00281051,  # Window Width
    0x00281052,  # Rescale Intercept
    0x00281053,  # Rescale Slope
    0x00200100,  # Temporal Position Identifier
    0x00200012,  # Acquisition Number
    0x00209241,  # Nominal Percentage of Cardiac Phase
    0x00181060,  # Trigger Time
    0x00080032,  # Acquisition Time
)
"""Elements that differ between the files of one series. The frame of reference should not, but some
de-identification gives every file its own."""

SHARED = (
    TRANSFER_SYNTAX,
    0x00020002,  # Media Storage SOP Class UID
    0x00080005,  # Specific Character Set
    0x00080008,  # Image Type
    0x00080016,  # SOP Class UID
    0x00080020,  # Study Date
    0x00080060,  # Modality
    0x0008103E,  # Series Description
    0x00100010,  # Patient's Name
    0x00100020,  # Patient ID
    0x00180015,  # Body Part Examined
    0x00180050,  # Slice Thickness
    0x00181210,  # Convolution Kernel
    0x0020000D,  # Study Instance UID
    0x0020000E,  # Series Instance UID
    0x00200011,  # Series Number
    0x00200037,  # Image Orientation (Patient)
    0x00280002,  # Samples per Pixel
    0x00280004,  # Photometric Interpretation
    0x00280008,  # Number of Frames
    0x00280010,  # Rows
    0x00280011,  # Columns
    0x00280030,  # Pixel Spacing
    0x00280100,  # Bits Allocated
    0x00280101,  # Bits Stored
    0x00280102,  # High Bit
    0x00280103,  # Pixel Representation
    0x00280120,  # Pixel Padding Value
    0x00282110,  # Lossy Image Compression
)
"""Elements that the files of one series mostly have in common."""
