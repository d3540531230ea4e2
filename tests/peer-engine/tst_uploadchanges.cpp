#include "tests/peer-engine/uploadend.h"

#include <QDir>
#include <QTest>

#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;
using test::download;
using test::fileLine;

namespace {

using Fixture = test::UploadEnd;

} // namespace

/// What an UploadConnection does with a file that is not, or no longer, the one that was hashed.
class TstUploadChanges : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void refusesAFileThatIsNotTheAnnouncedOne_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("written to") << QByteArray{"write"} << QByteArray{"changed"};
        QTest::newRow("removed") << QByteArray{"remove"} << QByteArray{"no-such-file"};
        QTest::newRow("a folder now") << QByteArray{"folder"} << QByteArray{"no-such-file"};
        QTest::newRow("a symlink now") << QByteArray{"symlink"} << QByteArray{"no-such-file"};
        QTest::newRow("unreadable") << QByteArray{"chmod"} << QByteArray{"unreadable"};
    }
    void refusesAFileThatIsNotTheAnnouncedOne()
    {
        QFETCH(QByteArray, change);
        QFETCH(QByteArray, code);
        if (change == "chmod" && ::geteuid() == 0)
            QSKIP("root reads everything");
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), "content");
        const auto &path = file.absolutePath;
        if (change == "write")
            test::writeFile(path, "another content");
        if (change == "chmod")
            QFile::setPermissions(path, {});
        if (change != "write" && change != "chmod")
            QFile::remove(path);
        if (change == "folder")
            QDir{}.mkpath(path);
        if (change == "symlink")
            QFile::link(QStringLiteral("/etc/passwd"), path);
        f.greet();
        f.stream->arrive(download(file) + "PING\n");
        QTRY_VERIFY(f.said().endsWith("PONG\n"));
        QVERIFY2(f.said().startsWith(QByteArray{"REFUSED: " + code + ","}), f.said().constData());
        QCOMPARE(f.changed.contains(QStringLiteral("a")), change != "chmod");
    }

    void refusesAFileWrittenToBetweenTwoRequests()
    {
        Fixture f;
        const auto file = f.share(QStringLiteral("a"), "content");
        f.greet();
        f.stream->arrive(download(file));
        QTRY_VERIFY(f.said().endsWith("content"));
        test::writeFile(file.absolutePath, "CONTENT");
        f.stream->arrive(download(file) + "PING\n");
        QTRY_VERIFY(f.said().endsWith("PONG\n"));
        QVERIFY(f.said().contains("REFUSED: changed,"));
    }

    void closesRatherThanSendingAnotherContent_data()
    {
        QTest::addColumn<qint64>("newSize");
        QTest::newRow("truncated") << qint64{600'000};
        QTest::newRow("grown") << qint64{9'000'000};
        QTest::newRow("written to") << qint64{-1};
    }
    void closesRatherThanSendingAnotherContent()
    {
        QFETCH(qint64, newSize);
        Fixture f;
        const auto content = test::randomBytes(4'000'000, 1);
        const auto file = f.share(QStringLiteral("a"), content);
        f.greet();
        f.stream->hold();
        f.stream->arrive(download(file));
        QTRY_VERIFY(f.stream->backlog() >= FileSender::BacklogBytes);
        QFile changing{file.absolutePath};
        if (newSize >= 0)
            QVERIFY(changing.resize(newSize));
        else
            QVERIFY(changing.open(QIODevice::ReadWrite) && changing.seek(3'000'000)
                    && changing.write("other") == 5 && changing.flush());
        QVERIFY(test::waitUntil([&] {
            f.stream->drain(1 << 20);
            return f.closed > 0 || f.said().size() >= content.size();
        }));
        QCOMPARE(f.closed, 1);
        QVERIFY(f.stream->isAborted());
        QVERIFY(QByteArray{fileLine(file) + content}.startsWith(f.said()));
        QCOMPARE_LT(f.said().size(), content.size());
    }

    void finishesItsAnswerFromAFileThatHasGone_data()
    {
        QTest::addColumn<bool>("isReplaced");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("removed") << false << QByteArray{"no-such-file"};
        QTest::newRow("replaced") << true << QByteArray{"changed"};
    }
    void finishesItsAnswerFromAFileThatHasGone()
    {
        QFETCH(bool, isReplaced);
        QFETCH(QByteArray, code);
        Fixture f;
        const auto content = test::randomBytes(4'000'000, 1);
        const auto file = f.share(QStringLiteral("a"), content);
        f.greet();
        f.stream->hold();
        f.stream->arrive(download(file));
        QTRY_VERIFY(f.stream->backlog() >= FileSender::BacklogBytes);
        QVERIFY(QFile::remove(file.absolutePath));
        if (isReplaced)
            test::writeRandomFile(file.absolutePath, 4'000'000, 2);
        const QByteArray answer = fileLine(file) + content;
        QVERIFY(test::waitUntil([&] {
            f.stream->drain(1 << 20);
            return f.said().size() >= answer.size();
        }));
        QVERIFY(f.said() == answer);
        f.stream->drain(1 << 30);
        // Of what it has open, bytes can still be given; of another connection they are not.
        Fixture later;
        later.catalog.replace(file);
        later.greet();
        later.stream->arrive(download(file) + "PING\n");
        QTRY_VERIFY(later.said().endsWith("PONG\n"));
        QVERIFY2(later.said().startsWith(QByteArray{"REFUSED: " + code + ","}),
                 later.said().constData());
        QCOMPARE(later.changed, QStringList{QStringLiteral("a")});
    }
};

QTEST_GUILESS_MAIN(TstUploadChanges)
#include "tst_uploadchanges.moc"
