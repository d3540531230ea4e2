#include "peer-gui/engine/history/exportfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace ft;
using namespace ft::engine;

namespace {

HistoryEntry named(const char *subject)
{
    HistoryEntry entry;
    entry.subject = QString::fromUtf8(subject);
    return entry;
}

/// No file grows beyond this while it lives, as if the disk were full.
class SmallDisk final
{
public:
    explicit SmallDisk(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
    }
    ~SmallDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

} // namespace

class TstExportFile : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("history.out")); }
    [[nodiscard]] QByteArray content() const
    {
        QFile file{path()};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir{m_folder->path()}.entryList(QDir::AllEntries | QDir::Hidden
                                                | QDir::NoDotAndDotDot);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesCsvInUtf8()
    {
        ExportFile file{path(), HistoryFormat::Csv};
        QVERIFY(file.open());
        QVERIFY(file.write({named("Größe"), named("资料")}));
        QVERIFY(file.write({named("last")}));
        QVERIFY(file.finish());
        const auto lines = content().split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines[0].startsWith("time,direction,"));
        QVERIFY(lines[1].contains("Größe"));
        QVERIFY(lines[2].contains("资料") && lines[2].endsWith('\r'));
        QVERIFY(lines[3].contains("last"));
        QVERIFY(lines[4].isEmpty());
    }

    void writesJsonThatAnyProgramReads_data()
    {
        QTest::addColumn<int>("pages");
        QTest::newRow("nothing") << 0;
        QTest::newRow("one page") << 1;
        QTest::newRow("several pages") << 3;
    }
    void writesJsonThatAnyProgramReads()
    {
        QFETCH(int, pages);
        ExportFile file{path(), HistoryFormat::Json};
        QVERIFY(file.open());
        for (int i = 0; i < pages; ++i)
            QVERIFY(file.write({named("Größe"), named("\"b\"")}));
        QVERIFY(file.finish());
        const auto array = QJsonDocument::fromJson(content()).array();
        QVERIFY(QJsonDocument::fromJson(content()).isArray());
        QCOMPARE(array.size(), 2 * pages);
        for (int i = 0; i < pages; ++i)
            QCOMPARE(array.at(2 * i + 1).toObject().value(u"name").toString(),
                     QStringLiteral("\"b\""));
    }

    void hasItsNameOnlyOnceItIsWhole()
    {
        QFile old{path()};
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        {
            ExportFile file{path(), HistoryFormat::Csv};
            QVERIFY(file.open());
            QVERIFY(file.write({named("a")}));
            QCOMPARE(content(), QByteArray{"old"});
        }
        QCOMPARE(content(), QByteArray{"old"});
        QCOMPARE(names(), QStringList{QStringLiteral("history.out")});
    }

    void aFullDiskLeavesNothingBehind()
    {
        ExportFile file{path(), HistoryFormat::Csv};
        QVERIFY(file.open());
        Result<void, Problem> written;
        {
            const SmallDisk disk{100'000};
            const std::vector<HistoryEntry> page(1'000, named("a long name in a long list"));
            for (int i = 0; i < 100 && written; ++i)
                written = file.write(page);
        }
        QVERIFY(!written);
        QCOMPARE(written.error().code, ProblemCode::DiskFull);
        QCOMPARE(written.error().during, Operation::Export);
        QCOMPARE(written.error().subject, path());
        QCOMPARE(names(), QStringList{});
    }

    void saysWhyItCannotBeMade_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("no such folder") << QStringLiteral("/proc/gone/history.csv");
        QTest::newRow("it is a folder") << QDir::tempPath();
        QTest::newRow("below a file") << QStringLiteral("/proc/version/history.csv");
        QTest::newRow("a folder nobody may write") << QStringLiteral("/proc/history.csv");
    }
    void saysWhyItCannotBeMade()
    {
        QFETCH(QString, path);
        ExportFile file{path, HistoryFormat::Csv};
        const auto opened = file.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ProblemCode::FileUnwritable);
        QVERIFY(!opened.error().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstExportFile)
#include "tst_exportfile.moc"
