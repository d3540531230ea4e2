<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>Suchen in:</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Dateien des Typs:</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Auswählen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Übergeordneter Ordner</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Neuen Ordner anlegen</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>&amp;Neuer Ordner</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>&amp;Versteckte Dateien zeigen</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 gibt es bereits.
Soll es ersetzt werden?</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Geändert am</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>E&amp;infügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>Voreinstellungen</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>E&amp;infügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QWizard</name>
    <message>
        <source>&lt; &amp;Back</source>
        <translation>&lt; &amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Next &gt;</source>
        <translation>&amp;Weiter &gt;</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ft::models::Formatting</name>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Font</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Office document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::NoticeText</name>
    <message>
        <source>The share folder %1 does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be read, so what is in it is not shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is given as a share folder but is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share folder %1 is there again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another folder or disk is at %1 now; what it holds is shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 is on a network or FUSE file system, where others can change it unseen; it is looked through once a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are not enough watches for all folders below %1, so it is looked through once a minute; raise fs.inotify.max_user_watches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share folders cannot be watched, so they are looked through once a minute; raise fs.inotify.max_user_instances%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share folder %1 lies in another one; it is shared once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not shared because of its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a link that leads out of the share folder; it is not followed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a link that leads nowhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a link to a folder it lies in; it is not followed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not shared because it is a device, pipe or socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not shared because it cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not shared: it went away while it was being taken up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not shared because it is being written to all the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of published files was damaged; the old one is kept as %1. Publish again what is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of published files cannot be saved to %1, so it will be forgotten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which folders are off cannot be saved in %1, so it holds for this run only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was known of hashed files was damaged; it is kept as %1, and the files are hashed again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hashes of files cannot be kept in %1, so the next start hashes them again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not valid UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it begins at the root of a disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has a folder without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has a . or .. in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has invisible characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has a backslash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some systems keep it for a device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2).</source>
        <comment>what is not shared, and why</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::ProblemText</name>
    <message>
        <source>The name of the tracker %1 has no address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its spelling and your network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers at the tracker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address, and that the tracker is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to the tracker %1 broke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is joined again by itself as soon as it answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers at %1 does not speak as a tracker does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check address and port, and that both programs are up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tracker %1 declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask whoever runs the tracker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another peer at the tracker %1 uses this peer&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name with --name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is shared, and the tracker %1 accepts only peers that share at least one file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish a file under My share; the tracker is then joined by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tracker %1 keeps this peer out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This peer has not joined a tracker, and only a tracker knows who has what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it is joined, or start with --tracker HOST:PORT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program uses %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End that program, or start with another --port; 0 takes a free one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files cannot be served at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with --listen and an address of this machine, and a --port of 1024 or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share folder %1 is missing or cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it exists and that you may read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been moved; choose it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read, or is a folder or device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that you may read. A whole folder is shared with --share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another file is shared under the name %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or stop sharing that file first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shared file cannot be named &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a plain file name without special characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file named %1 is shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be gone already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is none of the share folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the folders given as share folders can be taken out and in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is shared because it lies in a share folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the file out of that folder to stop sharing it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1, where this program remembers things, cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you may write there, or start with another --state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was damaged and begins anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What could not be read is kept beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody online shares %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name, or try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No peer named %1 is online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” cannot be searched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the search and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This tracker finds files by their exact names only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave filters out and type the whole name of the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That peer shares no file %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what it shares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being written to where it lies, so it has no checksum yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again when it is finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no wish %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for the wish “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove another wish first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrives of %1 could not be verified: its source is an older program that gives no checksum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a record of another peer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers at the source %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That peer may have left or be behind a firewall; choose another source or try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source %1 left in the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another source, or try again when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source %1 stopped sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again, or choose another source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source %1 declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later, or choose another source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source %1 serves only peers that its tracker accepted, and does not know this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the same tracker, or ask that peer to allow your address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file at the source %1 is gone, or is not what was announced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again and choose a current record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source %1 sent something other than what was asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source %1 sent damaged data, which was thrown away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being downloaded already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for it among the transfers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is downloading the same file to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it finish, or choose another download folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That peer shares nothing below %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name of the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some files of %1 could not be fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: the files that are there are not fetched twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of %1 gives another MD5 than the file has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file itself is right: it was verified against its root.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The download folder cannot be written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you may write there, or start with another --downloads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk has no room for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading or writing %1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not known to be damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history %1 cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions of the folder and the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again whenever you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not join the tracker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not start serving files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not stop sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not list the peers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not reach the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not save the finished file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not add the download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not list the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not keep the wish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not look at the share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not check the share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not repair the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what happened, and a detail</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::SearchResultsModel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An older program, which has no name and gives no checksum: what comes from it cannot be verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An older program that has no name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(plain)</source>
        <comment>a peer without a name, whose files cannot be verified</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(unnamed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::SharesModel</name>
    <message>
        <source>Shared as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::SourcesModel</name>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (has a part)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::TrackerStatus</name>
    <message>
        <source>Working without a tracker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joining %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joined %1 as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not joined: nothing is shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not joined. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaving %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This peer was started without a tracker, and only a tracker knows who has what. Start with --tracker HOST:PORT to search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tracker %1 has not accepted this peer yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again in %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::TransferText</name>
    <message>
        <source>Other downloads go first; it starts by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on by itself as soon as a peer that has it is online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on by itself as soon as there is room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every source serves others at the moment; it goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is right: it was verified against its root. Only the MD5 that its source announced is not that of the file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::TransfersModel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::models::UploadsModel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::Banner</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::MainWindow</name>
    <message>
        <source>Places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – FileTracker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Transfers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;My share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;download folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find in this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search for files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About FileTracker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tracker takes no more files of one peer: %1 of your share stay unknown to others. Share fewer, or ask whoever runs the tracker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tracker says: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your wish “%1” has found %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About FileTracker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FileTracker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares files between peers that find each other at a tracker. Every piece is verified while it arrives.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::NoticeList</name>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything that is not shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 things in the share folders are not shared.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::PieceMapView</name>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known of the pieces yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the stretches of this file are verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::PublishDialog</name>
    <message>
        <source>Publish a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name to share it under</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share it &amp;as:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others find it by this name. A / makes a folder of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::SearchPage</name>
    <message>
        <source>&amp;Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download the selected files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words of a name, and more: annual report type:pdf size:&gt;1M -draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searc&amp;h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the tracker who shares such files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the tracker who shares “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be searched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type words of a name, in any order. “&quot;annual report&quot;” finds exactly this, “-draft” leaves out; type:pdf, size:&gt;10M, after:2026-01-31, peer:NAME and re:PATTERN narrow it down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search for “%1” starts by itself once joined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody online shares a file of exactly this name, and this tracker finds exact names only. Check the spelling, or try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody online shares such a file. What appears is shown here by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 record of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records of “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; this tracker finds exact names only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, of at least %2: the search was too broad to be finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, of %2 in all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::SharePage</name>
    <message>
        <source>Shared files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Publish a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file and the name to share it under</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offer the selected files no longer; the files stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of hashing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file to publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You share nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tracker accepts only peers that share at least one file. Drop files here, or choose one to publish; they stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at your files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each file is read once to compute its checksum; it is shared as soon as that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing checksums: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::StatusLine</name>
    <message>
        <source>Nothing shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharing %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (hashing, %2 left)</source>
        <comment>%1: what is shared</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <comment>no downloads</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No downloads running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::TransferActions</name>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the download; what has arrived is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;sume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the download where it was paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the download again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the download; nothing of it is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;High priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Normal priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Low priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to &amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to &amp;bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which downloads go first when not all can run at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what an action does, and its keys</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::TransferDetails</name>
    <message>
        <source>%1 – %2 of %3</source>
        <comment>a state, and the bytes verified so far</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources of the selected download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a download to see its pieces and its sources.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the selected download</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::TransfersPage</name>
    <message>
        <source>Downloads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the finished file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of the finished file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove from list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it off this list; the file stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No downloads yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for a file and press Download. It then shows here how far it is, and every piece is verified while it arrives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::widgets::UploadsView</name>
    <message>
        <source>Uploads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody takes anything now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While others download what you share, each of them shows here with what it takes, how fast, and whether it waits for a slot.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::words::Formats</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <comment>days and hours</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1st</source>
        <comment>place in a queue</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1nd</source>
        <comment>place in a queue</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1rd</source>
        <comment>place in a queue</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1th</source>
        <comment>place in a queue</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::words::ProblemWords</name>
    <message>
        <source>the tracker&apos;s name has no address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no tracker answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tracker is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tracker does not speak as one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tracker declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another peer has this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tracker keeps this peer out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no tracker is joined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the port is in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>files cannot be served at this address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the share folder cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another file has this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no shared file may be named so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such file is shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no share folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it lies in a share folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the state folder cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was remembered is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody online shares it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such peer is online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this cannot be searched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this tracker knows exact names only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>that peer shares no such file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is being written to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no such wish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are too many wishes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it could not be verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left in the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not accept this peer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not have it as announced any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent something other than was asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent data that does not verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is being downloaded already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another program downloads it to the same place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is shared in that folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some files could not be fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its record gives another MD5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the download folder cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no room on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the disk failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the history cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>canceled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what happened, and a detail</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ft::words::TransferWords</name>
    <message>
        <source>%1 sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downloading from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for data from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3 files done</source>
        <comment>a folder, as its files arrive</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for a source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done and verified; the MD5 in its record is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done: the same files were in the download folder already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done: the same file was in the download folder already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done, not verified, in %1</source>
        <comment>its source is plain</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done and verified, in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed: the source %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slot wait: %1</source>
        <comment>place in the queue</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for an upload slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asking the tracker who has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking at what is in the download folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking what is there already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saving the finished file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>canceled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for its turn: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no source online since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disk full: %1 missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not asked at the moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; tried again later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dropped</source>
        <comment>a source, for now</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>banned</source>
        <comment>a source, for this download</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this program was built without UDP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UDP is switched off here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source offers no UDP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UDP does not get through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UDP broke off again and again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>sources connected, and known</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low</source>
        <comment>priority</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>normal</source>
        <comment>priority</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high</source>
        <comment>priority</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 active, %2 waiting, %3 paused, %4 done, %5 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 canceled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
