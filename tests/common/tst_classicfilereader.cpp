#include "common/protocol/classic/classicfilereader.h"

#include <QRandomGenerator>
#include <QTest>

using ft::protocol::ClassicFileReader;
using Verdict = ClassicFileReader::Verdict;

namespace {

struct Outcome
{
    Verdict verdict = Verdict::Reading;
    QByteArray file;
};

/// Cuts the answer as `nextCut` says, until nothing can change the verdict.
template <typename NextCut>
Outcome read(const QByteArray &answer, quint64 size, bool isEnded, NextCut nextCut)
{
    ClassicFileReader reader{size};
    QByteArray file;
    for (qsizetype at = 0; at < answer.size() && !reader.isOver();) {
        const auto count = std::min<qsizetype>(nextCut(), answer.size() - at);
        file += reader.add(QByteArrayView{answer}.sliced(at, count));
        at += count;
    }
    if (isEnded && !reader.isOver())
        reader.end();
    if (reader.isSpaceFirst())
        file.prepend(' ');
    return {reader.verdict(), file};
}

} // namespace

class TstClassicFileReader : public QObject
{
    Q_OBJECT

private:
    static void addColumns()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<quint64>("size");
        QTest::addColumn<bool>("isEnded");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QByteArray>("file");
    }
    static void row(const char *name,
                    const QByteArray &answer,
                    quint64 size,
                    bool isEnded,
                    Verdict verdict,
                    const QByteArray &file = {})
    {
        QTest::newRow(name) << answer << size << isEnded << verdict << file;
    }

private slots:
    void tellsTheFileFromThePrefix_data()
    {
        addColumns();
        row("spaced, open", "FILE: hello", 5, false, Verdict::Complete, "hello");
        row("spaced, closed", "FILE: hello", 5, true, Verdict::Complete, "hello");
        row("compact, open", "FILE:hello", 5, false, Verdict::Complete, "hello");
        row("compact, closed", "FILE:hello", 5, true, Verdict::Complete, "hello");
        row("a prefix as content", "FILE:FILE: x", 7, true, Verdict::Complete, "FILE: x");
        row("line ends and zeros",
            {"FILE: a\n\0\r\n", 11},
            5,
            true,
            Verdict::Complete,
            {"a\n\0\r\n", 5});
        row("first a space, spaced", "FILE:  ello", 5, true, Verdict::Complete, " ello");
        row("first a space, compact", "FILE: ello", 5, true, Verdict::Complete, " ello");
        row("first a space, compact, open", "FILE: ello", 5, false, Verdict::Unsure, "ello");
        row("only a space, compact", "FILE: ", 1, true, Verdict::Complete, " ");
        row("only a space, spaced", "FILE:  ", 1, false, Verdict::Complete, " ");
        row("two spaces, compact", "FILE:  ", 2, true, Verdict::Complete, "  ");
        row("empty, compact", "FILE:", 0, true, Verdict::Complete);
        row("empty, compact, open", "FILE:", 0, false, Verdict::Complete);
        row("empty, spaced", "FILE: ", 0, true, Verdict::Complete);
        row("nothing yet", "", 5, false, Verdict::Reading);
        row("half a prefix", "FIL", 5, false, Verdict::Reading);
        row("half a file", "FILE: hel", 5, false, Verdict::Reading, "hel");
    }
    void tellsTheFileFromThePrefix() { checkAllCuts(); }

    void refusesWhatIsNotTheFile_data()
    {
        addColumns();
        row("no answer", "", 5, true, Verdict::NotAFile);
        row("no answer, empty file", "", 0, true, Verdict::NotAFile);
        row("half a prefix", "FILE", 5, true, Verdict::NotAFile);
        row("other words", "NOT FOUND", 5, false, Verdict::NotAFile);
        row("small letters", "file: hello", 5, true, Verdict::NotAFile);
        row("a space before it", " FILE: hello", 5, true, Verdict::NotAFile);
        row("one too few", "FILE:hell", 5, true, Verdict::TooFew, "hell");
        row("two too few, spaced", "FILE: hel", 5, true, Verdict::TooFew, "hel");
        row("nothing of it", "FILE:", 5, true, Verdict::TooFew);
        row("one too many", "FILE:hello!", 5, false, Verdict::TooMany, "hello");
        row("one too many, spaced", "FILE: hello!", 5, true, Verdict::TooMany, "hello");
        row("line end behind it", "FILE: hello\n", 5, true, Verdict::TooMany, "hello");
        row("too many of nothing", "FILE:x", 0, true, Verdict::TooMany);
        row("too many spaces of nothing", "FILE:  ", 0, true, Verdict::TooMany);
    }
    void refusesWhatIsNotTheFile() { checkAllCuts(); }

    void countsTheSpaceThatBelongsToTheFile()
    {
        ClassicFileReader reader{5};
        QCOMPARE(reader.add("FILE: ello").size(), 4);
        QCOMPARE(reader.received(), 4U);
        reader.end();
        QVERIFY(reader.isSpaceFirst());
        QCOMPARE(reader.received(), 5U);
    }

    void isOverWhenNothingCanChangeIt()
    {
        ClassicFileReader reader{2};
        (void)reader.add("FILE:ab");
        QVERIFY(!reader.isOver());
        (void)reader.add("c");
        QVERIFY(reader.isOver());
    }

private:
    static void checkAllCuts()
    {
        QFETCH(QByteArray, answer);
        QRandomGenerator random{4711};
        check([&] { return answer.size(); });
        check([] { return 1; });
        for (int i = 0; i < 50; ++i)
            check([&] { return random.bounded(1, 5); });
    }
    template <typename NextCut>
    static void check(NextCut nextCut)
    {
        QFETCH(QByteArray, answer);
        QFETCH(quint64, size);
        QFETCH(bool, isEnded);
        QFETCH(Verdict, verdict);
        QFETCH(QByteArray, file);
        const auto outcome = read(answer, size, isEnded, nextCut);
        QCOMPARE(outcome.verdict, verdict);
        QCOMPARE(outcome.file, file);
    }
};

QTEST_APPLESS_MAIN(TstClassicFileReader)
#include "tst_classicfilereader.moc"
