#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/console/banbook.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ft;
using namespace ft::test;
using namespace ft::tracker;
using namespace std::chrono_literals;

namespace {

Ban banOf(const char *who, const QString &reason = {})
{
    return {parsePeerSelector(QString::fromLatin1(who)).value(), {}, reason};
}

} // namespace

class TestBanBook : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void remembersBans();
    void writesALineEach();
    void forgetsWhatWasLifted();
    void beginsWithoutAFile();
    void setsADamagedFileAside_data();
    void setsADamagedFileAside();
    void keepsEveryDamagedFile();
    void saysWhenItCannotWrite();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("state/bans")); }
    void write(const QByteArray &content) const
    {
        QVERIFY(QDir{m_folder->path()}.mkpath(QStringLiteral("state")));
        QFile to{file()};
        QVERIFY(to.open(QIODevice::WriteOnly));
        to.write(content);
    }
    [[nodiscard]] static QByteArray read(const QString &path)
    {
        QFile from{path};
        return from.open(QIODevice::ReadOnly) ? from.readAll() : QByteArray{};
    }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestBanBook::remembersBans()
{
    std::vector<Ban> bans{banOf("studio-a", QStringLiteral("100% \u00fcber the line = bad")),
                          banOf("name:10.0.0.4"),
                          banOf("10.0.0.0/24"),
                          banOf("2001:db8::/32")};
    bans[2].until = m_clock.wallTime() + 90s;
    {
        BanList list{m_clock};
        BanBook book{list, file()};
        for (const Ban &ban : bans)
            QVERIFY(book.add(ban));
    }
    BanList list{m_clock};
    BanBook book{list, file()};
    QVERIFY(book.load());
    QCOMPARE(list.count(), bans.size());
    const auto remembered = list.all();
    for (const Ban &ban : bans)
        QVERIFY2(std::ranges::count(remembered, ban) == 1, qPrintable(toString(ban.who)));
}

void TestBanBook::writesALineEach()
{
    BanList list{m_clock};
    BanBook book{list, file()};
    Ban ban = banOf("10.0.0.0/24", QStringLiteral("too many\u2026"));
    ban.until = std::chrono::sys_seconds{1'795'254'067s};
    QVERIFY(book.add(ban));
    QVERIFY(book.add(banOf("studio-a")));
    QCOMPARE(read(file()),
             QByteArray{"studio-a\n10.0.0.0/24 until=1795254067 reason=too%20many%E2%80%A6\n"});
}

void TestBanBook::forgetsWhatWasLifted()
{
    BanList list{m_clock};
    BanBook book{list, file()};
    QVERIFY(book.add(banOf("studio-a")));
    QVERIFY(book.remove(banOf("studio-a").who));
    QVERIFY(list.isEmpty());
    QCOMPARE(read(file()), QByteArray{});
}

void TestBanBook::beginsWithoutAFile()
{
    BanList list{m_clock};
    BanBook book{list, file()};
    QVERIFY(book.load());
    QVERIFY(list.isEmpty());
}

void TestBanBook::setsADamagedFileAside_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no selector") << QByteArray{"a/b"};
    QTest::newRow("unknown word") << QByteArray{"studio-b since=5"};
    QTest::newRow("no time") << QByteArray{"studio-b until=soon"};
    QTest::newRow("controls in the reason") << QByteArray{"studio-b reason=%1b%5b2J"};
    QTest::newRow("binary") << QByteArray{"\x00\xff\x01", 3};
}

void TestBanBook::setsADamagedFileAside()
{
    QFETCH(const QByteArray, line);
    const QByteArray content = "studio-a\n" + line + "\n10.0.0.4\n";
    write(content);
    BanList list{m_clock};
    BanBook book{list, file()};
    const auto loaded = book.load();
    QVERIFY(!loaded);
    for (const QString &part : {QStringLiteral("line 2 "), QString{file() + u".damaged-1"}})
        QVERIFY2(loaded.error().contains(part), qPrintable(loaded.error()));
    QCOMPARE(read(file() + QStringLiteral(".damaged-1")), content);
    QCOMPARE(list.count(), std::size_t{2});
    QCOMPARE(read(file()), QByteArray{"studio-a\n10.0.0.4\n"});
}

void TestBanBook::keepsEveryDamagedFile()
{
    for (int i = 1; i <= 2; ++i) {
        write("a/b\n");
        BanList list{m_clock};
        QVERIFY(!BanBook(list, file()).load());
        QVERIFY(QFile::exists(file() + u".damaged-" + QString::number(i)));
    }
}

void TestBanBook::saysWhenItCannotWrite()
{
    BanList list{m_clock};
    BanBook book{list, QStringLiteral("/proc/no/such/bans")};
    const auto added = book.add(banOf("studio-a"));
    QVERIFY(!added);
    QVERIFY2(added.error().startsWith(QStringLiteral("cannot write /proc/no/such/bans")),
             qPrintable(added.error()));
    QCOMPARE(list.count(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestBanBook)
#include "tst_banbook.moc"
