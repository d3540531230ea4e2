#include "common/protocol/limits.h"
#include "peer-gui/engine/linereader.h"
#include "tests/support/fakestream.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::FakeStream;

namespace {

/// The next line, or what is wrong with it.
QByteArray next(LineReader &reader)
{
    const auto line = reader.nextLine();
    if (!line)
        return "fault " + QByteArray::number(static_cast<int>(line.error().fault));
    return *line ? (*line)->toByteArray() : QByteArray{"(none)"};
}

QByteArray payload(LineReader &reader, qsizetype most)
{
    QByteArray bytes(most, Qt::Uninitialized);
    qint64 got = 0;
    for (auto step = reader.readPayload(bytes.data(), most); step > 0;
         step = reader.readPayload(bytes.data() + got, most - got))
        got += step;
    return bytes.first(got);
}

} // namespace

class TstLineReader : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithWhatWasReadBefore_data()
    {
        QTest::addColumn<qsizetype>("at");
        for (const qsizetype at : {0, 1, 3, 4, 6, 8, 10, 15})
            QTest::addRow("%lld bytes", static_cast<long long>(at)) << at;
    }
    void beginsWithWhatWasReadBefore()
    {
        QFETCH(qsizetype, at);
        const QByteArray text{"one\ntwo\nPAYLOAD"};
        FakeStream stream;
        stream.arrive(text.mid(at));
        LineReader reader{stream, text.first(at)};
        QCOMPARE(next(reader), QByteArray{"one"});
        QCOMPARE(next(reader), QByteArray{"two"});
        QCOMPARE(payload(reader, 7), QByteArray{"PAYLOAD"});
    }

    void cutsLinesHoweverTheyAreSplit_data()
    {
        QTest::addColumn<qsizetype>("at");
        const QByteArray text{"one\ntwo\r\n\nPAYLOADlast\n"};
        for (qsizetype at = 0; at <= text.size(); ++at)
            QTest::addRow("at byte %lld", static_cast<long long>(at)) << at;
    }
    void cutsLinesHoweverTheyAreSplit()
    {
        QFETCH(qsizetype, at);
        const QByteArray text{"one\ntwo\r\n\nPAYLOADlast\n"};
        FakeStream stream;
        LineReader reader{stream};
        QByteArrayList lines;
        QByteArray bytes;
        const auto readOn = [&] {
            while (lines.size() < 3) {
                const auto line = next(reader);
                if (line == "(none)")
                    return;
                lines << line;
            }
            bytes += payload(reader, 7 - bytes.size());
            if (bytes.size() == 7 && lines.size() == 3) {
                if (const auto line = next(reader); line != "(none)")
                    lines << line;
            }
        };
        stream.arrive(text.first(at));
        readOn();
        stream.arrive(text.sliced(at));
        readOn();
        QCOMPARE(lines, (QByteArrayList{"one", "two", "", "last"}));
        QCOMPARE(bytes, QByteArray{"PAYLOAD"});
        QCOMPARE(next(reader), QByteArray{"(none)"});
    }

    void bearsAStreamThatGivesOneByteAtATime()
    {
        FakeStream stream;
        stream.setReadLimit(1);
        LineReader reader{stream};
        stream.arrive("one\nxyztwo\n");
        QCOMPARE(next(reader), QByteArray{"one"});
        QCOMPARE(payload(reader, 3), QByteArray{"xyz"});
        QCOMPARE(next(reader), QByteArray{"two"});
    }

    void leavesToTheStreamWhatItDoesNotNeed()
    {
        FakeStream stream;
        LineReader reader{stream};
        stream.arrive("line\n" + QByteArray(1 << 20, 'p'));
        QCOMPARE(next(reader), QByteArray{"line"});
        QByteArray rest(1 << 20, '\0');
        QCOMPARE_GE(stream.read(rest.data(), rest.size()), (1 << 20) - 16'384);
    }

    void givesPayloadInPieces()
    {
        FakeStream stream;
        LineReader reader{stream};
        stream.arrive("x\n12345");
        QCOMPARE(next(reader), QByteArray{"x"});
        QCOMPARE(payload(reader, 2), QByteArray{"12"});
        QCOMPARE(payload(reader, 10), QByteArray{"345"});
        stream.arrive("678");
        QCOMPARE(payload(reader, 2), QByteArray{"67"});
    }

    void refusesALineThatCanNeverEnd_data()
    {
        QTest::addColumn<qsizetype>("length");
        QTest::addColumn<bool>("isTaken");
        constexpr auto Most = protocol::limits::MaxLine;
        QTest::newRow("the longest") << Most - 1 << true;
        QTest::newRow("one more") << Most << false;
    }
    void refusesALineThatCanNeverEnd()
    {
        QFETCH(qsizetype, length);
        QFETCH(bool, isTaken);
        FakeStream stream;
        LineReader reader{stream};
        const QByteArray line(length, 'x');
        stream.arrive(line);
        QCOMPARE(next(reader) == "(none)", isTaken);
        stream.arrive("\n");
        QCOMPARE(next(reader) == line, isTaken);
    }
};

QTEST_APPLESS_MAIN(TstLineReader)
#include "tst_linereader.moc"
