#pragma once

#include "peer-gui/engine/tracker/trackerlink.h"
#include "tests/peer-engine/records.h"
#include "tests/support/fakestream.h"

#include <QPointer>

namespace ft::test {

inline QByteArray foundLine(const QByteArray &name, bool more = false)
{
    return "FOUND: <" + name + ", text/plain, 1, 01/01/26, 10.0.0.9, 7, mtime=1, host=h>"
           + (more ? " +\n" : "\n");
}

inline QString failedWith(engine::ProblemCode code)
{
    return QStringLiteral("failed %1").arg(static_cast<int>(code));
}

/// A share that holds what the test says.
class ShareStub : public engine::TrackerLink::Share
{
public:
    [[nodiscard]] bool isEmpty() const override { return records.empty(); }
    [[nodiscard]] std::vector<FileRecord> sharedRecords() const override { return records; }

    std::vector<FileRecord> records{recordOf(QStringLiteral("a"))};
};

/// A link with the test in the tracker's place.
struct TrackerLinkFixture
{
    explicit TrackerLinkFixture(const engine::TrackerLink::Settings &settings = defaults())
    {
        const auto dial = [this](const HostPort &) -> std::unique_ptr<net::ByteStream> {
            ++dials;
            auto dialed = std::make_unique<FakeStream>();
            stream = dialed.get();
            return dialed;
        };
        link = std::make_unique<engine::TrackerLink>(settings,
                                                     share,
                                                     dial,
                                                     engine::Backoff{QRandomGenerator{1},
                                                                     std::chrono::milliseconds{1}});
        QObject::connect(link.get(), &engine::TrackerLink::joined, link.get(), [this] {
            ++joined;
        });
        QObject::connect(link.get(),
                         &engine::TrackerLink::lost,
                         link.get(),
                         [this](const engine::Problem &problem, std::chrono::milliseconds retryIn) {
                             losses.push_back(problem.code);
                             lastRetry = retryIn;
                         });
        QObject::connect(link.get(),
                         &engine::TrackerLink::filesDropped,
                         link.get(),
                         [this](auto count) { dropped.push_back(count); });
    }

    static engine::TrackerLink::Settings defaults()
    {
        return {{QStringLiteral("tracker.example"), 1234}, hostOf("studio"), 40112, "test/1"};
    }

    void dial() const { link->announce(share.records); }
    /// `can` is what the tracker knows, as its HI writes it.
    void greet(const QByteArray &can = {}) const
    {
        dial();
        stream->open();
        stream->arrive("HI FT/2 seen=10.0.0.4 ping=30" + (can.isEmpty() ? can : " can=" + can)
                       + '\n');
    }
    /// Joined, with nothing left to take from the stream.
    void join(const QByteArray &can = {}) const
    {
        greet(can);
        stream->arrive("SHARED: total=1\n");
        (void)stream->takeLines();
    }

    void search(const char *name)
    {
        link->search({name, 0}, [this](const auto &found) {
            QStringList names;
            if (!found)
                names << failedWith(found.error().code);
            else
                for (const SourceRecord &record : *found)
                    names << record.file.path.toString();
            answers << names.join(u'+');
        });
    }

    void find(const engine::FindRequest &request, std::uint32_t live = 0)
    {
        link->find(request, live, [this](const auto &found) { results.push_back(found); });
    }

    ShareStub share;
    QPointer<FakeStream> stream; ///< of the last dial
    int dials = 0;
    int joined = 0;
    std::vector<engine::ProblemCode> losses;
    std::chrono::milliseconds lastRetry{-1};
    std::vector<std::uint32_t> dropped;
    QStringList answers;
    std::vector<Result<engine::FindResults, engine::Problem>> results;
    std::unique_ptr<engine::TrackerLink> link;
};

} // namespace ft::test
