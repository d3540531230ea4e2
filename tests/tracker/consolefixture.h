#pragma once

#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/console/console.h"

#include <QTemporaryDir>

namespace ft::test {

/// A console over two peers: `studio-a` shares docs/a.pdf, `studio-b` nothing any more; everything
/// else of a tracker is made up here.
class Desk
{
public:
    explicit Desk(tracker::Style answerStyle = tracker::Style::Tables)
        : style(answerStyle)
    {
        auto *a = catalogue.join({hostName("studio-a"), 4000, "agent\x1b[31m/1"},
                                 QHostAddress{QStringLiteral("10.0.0.4")},
                                 tracker::SessionId{7});
        catalogue.add(*a, {sourceRecord("docs/a.pdf", 2'048)}, 0);
        [[maybe_unused]] const auto *b = catalogue.join({hostName("studio-b"), 4001, {}},
                                                        QHostAddress{QStringLiteral("2001:db8::5")},
                                                        tracker::SessionId{8});
    }

    /// What one line is answered with; nothing so far when it waits for something.
    std::optional<tracker::Answer> answer(const QString &line)
    {
        answers.clear();
        console.execute(line, style, [this](const tracker::Answer &is) { answers.push_back(is); });
        return answers.empty() ? std::nullopt : std::optional{answers.front()};
    }
    /// Its output, or its error.
    QString execute(const char *line)
    {
        const auto is = answer(QString::fromUtf8(line)).value_or(tracker::Answer{});
        return is.error.isEmpty() ? is.output : is.error;
    }

    ManualClock clock;
    tracker::Style style;
    QTemporaryDir folder;
    tracker::Catalogue catalogue{clock};
    tracker::SearchMeter searches{clock};
    tracker::Activity activity;
    tracker::BanList bans{clock};
    tracker::BanBook banBook{bans, folder.filePath(QStringLiteral("bans"))};
    tracker::LimitTable limits;
    QByteArray logged;
    tracker::EventLog log{tracker::LogFormat::Text,
                          tracker::LogLevel::Info,
                          clock,
                          [this](const QByteArray &lines) {
                              logged += lines;
                          }};
    std::uint64_t memory = 5'000'000;
    std::vector<tracker::Answer> answers;
    tracker::SessionId pinged;
    tracker::Surroundings::PingAnswered pingAnswered;
    std::vector<std::pair<tracker::SessionId, tracker::Farewell>> dismissed;
    QByteArray said;
    Result<tracker::ReloadOutcome, QString> reloaded{};
    tracker::Console console{surroundings()};

private:
    tracker::Surroundings surroundings()
    {
        return {.catalogue = catalogue,
                .clock = clock,
                .searches = searches,
                .activity = activity,
                .bans = banBook,
                .limits = limits,
                .log = log,
                .connections = [] { return std::size_t{3}; },
                .memory = [this] { return memory; },
                .search = [this](const QString &text) -> Result<tracker::FoundRecords, QString> {
                    if (text == u"\"")
                        return tl::unexpected(QStringLiteral("a quote is not closed"));
                    const auto matcher = tracker::QueryMatcher::compile(
                        parseSearchQuery(text).value());
                    auto found = catalogue.search(matcher.value(), {});
                    return tracker::FoundRecords{std::move(found.records),
                                                 found.outcome.total,
                                                 found.outcome.isPartial};
                },
                .ping =
                    [this](const tracker::PeerSnapshot &peer, const auto &answered) {
                        pinged = peer.session;
                        pingAnswered = answered;
                    },
                .dismiss =
                    [this](const tracker::PeerSnapshot &peer, const tracker::Farewell &farewell) {
                        dismissed.emplace_back(peer.session, farewell);
                    },
                .notifyAll =
                    [this](const QByteArray &lines, const tracker::Surroundings::Told &told) {
                        said = lines;
                        told(2);
                    },
                .reload =
                    [this] {
                        return reloaded;
                    }};
    }
};

} // namespace ft::test
