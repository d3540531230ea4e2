#include "peer-gui/engine/transfer/storedtransfer.h"
#include "tests/peer-engine/records.h"

#include <QSet>
#include <QTest>

using namespace ft;
using namespace ft::engine;

class TstStoredTransfer : public QObject
{
    Q_OBJECT

private slots:
    void everyCodeHasATextOfItsOwn()
    {
        QSet<QString> seen;
        for (int i = 0; i <= static_cast<int>(ProblemCode::Canceled); ++i) {
            const auto code = static_cast<ProblemCode>(i);
            QVERIFY2(!toText(code).isEmpty(), qPrintable(QString::number(i)));
            QVERIFY(!seen.contains(toText(code)));
            seen += toText(code);
            QCOMPARE(problemCodeFrom(toText(code)), code);
        }
    }

    void everyOperationHasATextOfItsOwn()
    {
        for (int i = 0; i <= static_cast<int>(Operation::AskPeer); ++i) {
            const auto operation = static_cast<Operation>(i);
            QVERIFY(!toText(operation).isEmpty());
            QCOMPARE(operationFrom(toText(operation)), operation);
        }
    }

    void everyPriorityComesBack()
    {
        for (const auto priority : {Priority::Low, Priority::Normal, Priority::High})
            QCOMPARE(priorityFrom(toText(priority)), priority);
    }

    void textsOfALaterVersionAreBorne()
    {
        const QString text = QStringLiteral("from-the-future");
        QCOMPARE(priorityFrom(text), Priority::Normal);
        QCOMPARE(problemCodeFrom(text), ProblemCode::DiskFailed);
        QCOMPARE(operationFrom(text), Operation::Download);
    }

    void sourcesComeBack()
    {
        auto named = recordOf(QStringLiteral("docs/a, <b> é.txt"), 7);
        named.md5 = Md5Sum{};
        const std::vector<SourceRecord> sources{{named,
                                                 Endpoint::parse(u"10.0.0.4:1234").value(),
                                                 test::hostOf("studio")},
                                                {recordOf(QStringLiteral("b"), 1ULL << 53U),
                                                 Endpoint::parse(u"[2001:db8::1]:1").value(),
                                                 std::nullopt}};
        QVERIFY(sourcesFrom(toText(sources)) == sources);
        QVERIFY(sourcesFrom({}).empty());
        QVERIFY(sourcesFrom("garbage\n" + toText(sources) + "<more") == sources);
    }

    void layersComeBack()
    {
        const std::vector<NodeHash> layer{NodeHash{test::rootOf(1).bytes()},
                                          NodeHash{test::rootOf(255).bytes()}};
        QVERIFY(*layerFrom(toBytes(layer)) == layer);
        QVERIFY(!layerFrom({}));
        QVERIFY(!layerFrom(toBytes(layer).chopped(1)));
    }

private:
    static FileRecord recordOf(const QString &path, std::uint64_t size)
    {
        return test::recordOf(path, size);
    }
};

QTEST_APPLESS_MAIN(TstStoredTransfer)
#include "tst_storedtransfer.moc"
