#include "tests/e2e/trackerlist.h"
#include "tests/support/files.h"
#include "tests/support/peerprogram.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>

using namespace ft::test;

namespace {

constexpr int Files = 10'000;
const auto Peer = QStringLiteral("studio-a");

/// Times of long ago, as files have that were not made a moment before they are shared.
void makeOld(const QString &path)
{
    const std::array<timespec, 2> times{timespec{1'000'000, 0}, timespec{1'000'000, 0}};
    if (::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times.data(), 0) != 0)
        qFatal("no such file");
}

} // namespace

/// What was hashed once is not hashed again: the hasher's own count of bytes tells.
class TstHashCache : public QObject
{
    Q_OBJECT

private:
    TrackerProgram m_tracker;
    std::unique_ptr<PeerProgram> m_peer;

    /// Bytes hashed by a peer that takes up its share and ends; -1 when it does not say.
    [[nodiscard]] qint64 bytesHashedInARun()
    {
        m_peer->setOptions({QStringLiteral("--json")});
        const auto status = m_peer->run({QStringLiteral("scan"), QStringLiteral("status")},
                                        4 * Patience);
        return status == 0 ? hashedOf(m_peer->program().out().value(0)) : -1;
    }
    [[nodiscard]] static qint64 hashedOf(const QString &line)
    {
        const auto object = QJsonDocument::fromJson(line.toUtf8()).object();
        return object[QStringLiteral("left")].toInteger(-1) == 0
                   ? object[QStringLiteral("hashed")].toInteger(-1)
                   : -1;
    }

private slots:
    void init()
    {
        QVERIFY(m_tracker.listen(0, {QStringLiteral("--json")}));
        m_peer = std::make_unique<PeerProgram>(Peer, m_tracker.address());
        for (int i = 0; i < Files; ++i) {
            const auto name = QStringLiteral("from/%1/%2").arg(i / 100).arg(i);
            m_peer->give(name, QByteArray::number(100'000 + i));
            makeOld(m_peer->shared(name));
        }
    }
    void cleanup() { m_peer.reset(); }

    void hashesNothingAgainAfterARestartOrAMove()
    {
        QCOMPARE(bytesHashedInARun(), qint64{6} * Files);
        QCOMPARE(bytesHashedInARun(), 0);
        QVERIFY(QDir{}.rename(m_peer->shared(QStringLiteral("from")),
                              m_peer->shared(QStringLiteral("to"))));
        QCOMPARE(bytesHashedInARun(), 0);
    }

    void hashesNothingAgainOfATreeThatMovesWhileItIsShared()
    {
        QCOMPARE(bytesHashedInARun(), qint64{6} * Files);
        QVERIFY(m_peer->join({}));
        m_peer->program().say(QStringLiteral("serve"));
        const auto listsAll = [this](const QString &folder) {
            const auto list = trackerList(m_tracker, Peer);
            return list && list->size() == Files && list->begin()->first.startsWith(folder);
        };
        QVERIFY(waitUntil([&] { return listsAll(QStringLiteral("from/")); }, 4 * Patience));
        QVERIFY(QDir{}.rename(m_peer->shared(QStringLiteral("from")),
                              m_peer->shared(QStringLiteral("to"))));
        QVERIFY(waitUntil([&] { return listsAll(QStringLiteral("to/")); }, 4 * Patience));
        m_peer->program().say(QStringLiteral("scan status"));
        const auto line = m_peer->program().waitForLine(Program::Stream::Out,
                                                        QStringLiteral("\"hashed\":"));
        QVERIFY(line);
        QCOMPARE(hashedOf(*line), 0);
    }
};

QTEST_GUILESS_MAIN(TstHashCache)
#include "tst_hashcache.moc"
