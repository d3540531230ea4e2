#pragma once

#include "peer-gui/widgets/networkcommands.h"

#include <QStringList>

namespace ft::widgets {

/// Other peers that remember what they were asked, and answer when told to.
class FakeNetwork final : public NetworkCommands
{
public:
    struct Question
    {
        QString peer;
        engine::PeerQuestion question;
        Hear hear;
    };
    struct Pinging
    {
        QString peer;
        Done<engine::PingAnswer> done;
    };
    struct Fetch
    {
        QString peer;
        QString name;
        Transport transport = Transport::Tcp;

        bool operator==(const Fetch &) const = default;
    };

    std::vector<engine::ListedPeer> peers; ///< what listPeers answers, at once
    std::optional<engine::Problem> noPeers; ///< what it answers instead
    int listings = 0;
    std::vector<Question> questions;
    std::vector<Pinging> pings;
    std::vector<Fetch> fetched;
    std::vector<std::pair<SourceRecord, Transport>> downloaded;
    std::vector<HearReport> checks;
    int canceled = 0;

    void listPeers(QObject *, Done<std::vector<engine::ListedPeer>> done) override
    {
        ++listings;
        if (noPeers)
            done(tl::unexpected(*noPeers));
        else
            done(peers);
    }
    void ask(const QString &peer,
             const engine::PeerQuestion &question,
             QObject *,
             Hear hear) override
    {
        questions.push_back({peer, question, std::move(hear)});
    }
    void ping(const QString &peer, QObject *, Done<engine::PingAnswer> done) override
    {
        pings.push_back({peer, std::move(done)});
    }
    void fetch(const QString &peer, const QString &name, Transport transport) override
    {
        fetched.push_back({peer, name, transport});
    }
    void download(const SourceRecord &source, Transport transport) override
    {
        downloaded.emplace_back(source, transport);
    }
    void checkConnectivity(QObject *, HearReport hear) override
    {
        checks.push_back(std::move(hear));
    }
    void cancelConnectivity() override { ++canceled; }

    /// Gives the last page of the answer to the question asked last.
    void answer(std::vector<engine::ToldFile> files) const
    {
        questions.back().hear({std::move(files), true, {}});
    }
    void refuse(const engine::Problem &problem) const
    {
        questions.back().hear({{}, true, problem});
    }
};

} // namespace ft::widgets
