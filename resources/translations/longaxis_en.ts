<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CallTimeline</name>
    <message numerus="yes">
        <source>{0} earlier timepoints</source>
        <translation>
            <numerusform>{0} earlier timepoint</numerusform>
            <numerusform>{0} earlier timepoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} later timepoints</source>
        <translation>
            <numerusform>{0} later timepoint</numerusform>
            <numerusform>{0} later timepoints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionPanel</name>
    <message numerus="yes">
        <source>{0} characters</source>
        <translation>
            <numerusform>{0} character</numerusform>
            <numerusform>{0} characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message numerus="yes">
        <source>{0} events</source>
        <translation>
            <numerusform>{0} event</numerusform>
            <numerusform>{0} events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GivingButton</name>
    <message numerus="yes">
        <source>Give {0} subjects</source>
        <translation>
            <numerusform>Give {0} subject</numerusform>
            <numerusform>Give {0} subjects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message numerus="yes">
        <source>{0} timepoints differ, not this one</source>
        <translation>
            <numerusform>{0} timepoint differs, not this one</numerusform>
            <numerusform>{0} timepoints differ, not this one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{place} of {0} timepoints that differ</source>
        <translation>
            <numerusform>{place} of {0} timepoint that differs</numerusform>
            <numerusform>{place} of {0} timepoints that differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message numerus="yes">
        <source>{0} accounts</source>
        <translation>
            <numerusform>{0} account</numerusform>
            <numerusform>{0} accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportList</name>
    <message numerus="yes">
        <source>{0} files</source>
        <translation>
            <numerusform>{0} file</numerusform>
            <numerusform>{0} files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} images</source>
        <translation>
            <numerusform>{0} image</numerusform>
            <numerusform>{0} images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} images were in the trial already</source>
        <translation>
            <numerusform>{0} image was in the trial already</numerusform>
            <numerusform>{0} images were in the trial already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} series</source>
        <translation>
            <numerusform>{0} series</numerusform>
            <numerusform>{0} series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} series of {1}</source>
        <translation>
            <numerusform>{0} series of {1}</numerusform>
            <numerusform>{0} series of {1}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} timepoints</source>
        <translation>
            <numerusform>{0} timepoint</numerusform>
            <numerusform>{0} timepoints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewHead</name>
    <message numerus="yes">
        <source>{0} targets</source>
        <translation>
            <numerusform>{0} target</numerusform>
            <numerusform>{0} targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} timepoints</source>
        <translation>
            <numerusform>{0} timepoint</numerusform>
            <numerusform>{0} timepoints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>{0} figures were written to {folder}.</source>
        <translation>
            <numerusform>{0} figure was written to {folder}.</numerusform>
            <numerusform>{0} figures were written to {folder}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TakeBackSheet</name>
    <message numerus="yes">
        <source>{0} differences, {1} to be decided</source>
        <translation>
            <numerusform>{0} difference, {1} to be decided</numerusform>
            <numerusform>{0} differences, {1} to be decided</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message numerus="yes">
        <source>{0} files were written to {folder}</source>
        <translation>
            <numerusform>{0} file was written to {folder}</numerusform>
            <numerusform>{0} files were written to {folder}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>{0} missing</source>
        <translation>
            <numerusform>{0} missing</numerusform>
            <numerusform>{0} missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} readers are missing by the protocol</source>
        <translation>
            <numerusform>{0} reader is missing by the protocol</numerusform>
            <numerusform>{0} readers are missing by the protocol</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorklistPage</name>
    <message numerus="yes">
        <source>{0} subjects</source>
        <translation>
            <numerusform>{0} subject</numerusform>
            <numerusform>{0} subjects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} timepoints</source>
        <translation>
            <numerusform>{0} timepoint</numerusform>
            <numerusform>{0} timepoints</numerusform>
        </translation>
    </message>
</context>
</TS>
