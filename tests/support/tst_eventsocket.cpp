#include "tests/support/eventsocket.h"

#include <QTest>

#include <vector>

using namespace ft::test;

class TstEventSocket : public QObject
{
    Q_OBJECT

private:
    std::vector<std::unique_ptr<EventSocket>> m_accepted;
    std::unique_ptr<EventListener> m_listener;
    std::unique_ptr<EventSocket> m_near;

    [[nodiscard]] EventSocket &far() const { return *m_accepted.front(); }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_listener = std::make_unique<EventListener>(QHostAddress{QHostAddress::LocalHost},
                                                     0,
                                                     [this](auto socket) {
                                                         m_accepted.push_back(std::move(socket));
                                                     });
        m_near = EventSocket::connectTo(QHostAddress{QHostAddress::LocalHost},
                                        m_listener->port(),
                                        QHostAddress{QStringLiteral("127.0.0.9")});
        QVERIFY(m_near);
        QTRY_COMPARE(m_accepted.size(), std::size_t{1});
    }
    void cleanup()
    {
        m_near.reset();
        m_accepted.clear();
        m_listener.reset();
    }

    void comesFromTheGivenAddress()
    {
        QCOMPARE(far().otherAddress(), QHostAddress{QStringLiteral("127.0.0.9")});
    }

    void hearsWhatComesBehindItsHalfClose()
    {
        m_near->say("question");
        m_near->halfClose();
        QTRY_VERIFY(far().isEnded());
        QCOMPARE(far().take(), QByteArray{"question"});
        far().say("answer");
        QTRY_COMPARE(m_near->heard(), QByteArray{"answer"});
        QVERIFY(!m_near->isEnded());
        far().close();
        QTRY_VERIFY(m_near->isEnded());
    }

    void saysMoreThanFitsOnTheWayBeforeItCloses()
    {
        const QByteArray much(8'000'000, 'x');
        m_near->say(much);
        m_near->close();
        QTRY_VERIFY(far().isEnded());
        QVERIFY(far().heard() == much);
    }

    void saysSingleBytes()
    {
        int arrivals = 0;
        far().whenHeard([&arrivals] { ++arrivals; });
        m_near->say("ab", EventSocket::Segments::SingleBytes);
        QTRY_COMPARE(far().heard(), QByteArray{"ab"});
        QVERIFY(arrivals >= 1);
    }

    void tellsWhenItIsBroken()
    {
        m_near->reset();
        QTRY_VERIFY(far().isEnded());
    }

    void mayBeDestroyedByWhatItCalls()
    {
        far().whenHeard([this] { m_accepted.clear(); });
        m_near->say("x");
        QTRY_VERIFY(m_near->isEnded());
        QVERIFY(m_accepted.empty());
    }

    void tellsWhenNobodyListens()
    {
        const auto port = m_listener->port();
        m_listener.reset();
        QVERIFY(!EventSocket::connectTo(QHostAddress{QHostAddress::LocalHost},
                                        port,
                                        QHostAddress{QHostAddress::LocalHost}));
    }
};

QTEST_GUILESS_MAIN(TstEventSocket)
#include "tst_eventsocket.moc"
