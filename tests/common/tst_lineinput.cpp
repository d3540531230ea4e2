#include "common/console/lineinput.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using ft::console::PlainInput;

namespace {

class Pipe
{
public:
    Pipe() { [[maybe_unused]] const int failed = ::pipe2(m_ends.data(), O_CLOEXEC); }
    ~Pipe()
    {
        close();
        ::close(m_ends[0]);
    }
    Q_DISABLE_COPY_MOVE(Pipe)

    [[nodiscard]] int out() const { return m_ends[0]; }
    void write(const QByteArray &bytes)
    {
        [[maybe_unused]] const auto written = ::write(m_ends[1],
                                                      bytes.constData(),
                                                      static_cast<std::size_t>(bytes.size()));
    }
    void close()
    {
        if (m_ends[1] >= 0)
            ::close(std::exchange(m_ends[1], -1));
    }

private:
    std::array<int, 2> m_ends{-1, -1};
};

QStringList lines(const QSignalSpy &spy)
{
    QStringList texts;
    for (const auto &arguments : spy)
        texts << arguments.first().toString();
    return texts;
}

} // namespace

class TestLineInput : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void readsLinesFromAPipeAsTheyCome();
    void readsAFileToItsEnd();
    void endsAtOnceOnTheNullDevice();
};

void TestLineInput::readsLinesFromAPipeAsTheyCome()
{
    Pipe pipe;
    PlainInput input{pipe.out()};
    const QSignalSpy entered{&input, &PlainInput::entered};
    const QSignalSpy ended{&input, &PlainInput::ended};
    pipe.write("peers\nsea");
    QTRY_COMPARE(lines(entered), QStringList{QStringLiteral("peers")});
    pipe.write("rch a\nlast");
    QTRY_COMPARE(entered.count(), 2);
    QCOMPARE(ended.count(), 0);
    pipe.close();
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(lines(entered).mid(1),
             (QStringList{QStringLiteral("search a"), QStringLiteral("last")}));
}

void TestLineInput::readsAFileToItsEnd()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const QByteArray manyLines = QByteArray{"peers\n"}.repeated(5'000);
    file.write(manyLines);
    QVERIFY(file.flush());
    QVERIFY(file.seek(0));
    PlainInput input{file.handle()};
    const QSignalSpy entered{&input, &PlainInput::entered};
    const QSignalSpy ended{&input, &PlainInput::ended};
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(entered.count(), 5'000);
}

void TestLineInput::endsAtOnceOnTheNullDevice()
{
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    PlainInput input{null};
    const QSignalSpy entered{&input, &PlainInput::entered};
    const QSignalSpy ended{&input, &PlainInput::ended};
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(entered.count(), 0);
    ::close(null);
}

QTEST_GUILESS_MAIN(TestLineInput)
#include "tst_lineinput.moc"
