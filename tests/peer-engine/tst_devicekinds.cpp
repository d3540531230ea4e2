#include "peer-gui/engine/share/devicekinds.h"

#include <QTest>

#include <map>
#include <sys/sysmacros.h>

using namespace ft::engine;

namespace {

/// What lies below /sys.
using Kernel = std::map<QString, QByteArray>;

} // namespace

class DeviceKindsTest : public QObject
{
    Q_OBJECT

private slots:
    void asksTheKernel_data();
    void asksTheKernel();
    void asksOnce();
};

void DeviceKindsTest::asksTheKernel_data()
{
    QTest::addColumn<Kernel>("kernel");
    QTest::addColumn<bool>("isRotational");
    const auto own = QStringLiteral("/sys/dev/block/8:17/queue/rotational");
    const auto ofDisk = QStringLiteral("/sys/dev/block/8:17/../queue/rotational");
    QTest::newRow("a disk with heads") << Kernel{{own, "1\n"}} << true;
    QTest::newRow("a disk without") << Kernel{{own, "0\n"}} << false;
    QTest::newRow("a partition of one with heads") << Kernel{{ofDisk, "1\n"}} << true;
    QTest::newRow("a partition of one without") << Kernel{{ofDisk, "0\n"}} << false;
    QTest::newRow("no disk at all") << Kernel{} << false;
}

void DeviceKindsTest::asksTheKernel()
{
    QFETCH(Kernel, kernel);
    QFETCH(bool, isRotational);
    DeviceKinds kinds{[&kernel](const QString &path) {
        const auto file = kernel.find(path);
        return file == kernel.end() ? std::nullopt : std::optional{file->second};
    }};
    QCOMPARE(kinds.isRotational(gnu_dev_makedev(8, 17)), isRotational);
    QVERIFY(!kinds.isRotational(0));
}

void DeviceKindsTest::asksOnce()
{
    int asked = 0;
    DeviceKinds kinds{[&asked](const QString &) -> std::optional<QByteArray> {
        ++asked;
        return "1\n";
    }};
    for (int i = 0; i < 5; ++i)
        QVERIFY(kinds.isRotational(7));
    QCOMPARE(asked, 1);
}

QTEST_APPLESS_MAIN(DeviceKindsTest)
#include "tst_devicekinds.moc"
