#pragma once

#include "peer-gui/widgets/networkcommands.h"

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

    std::vector<engine::ListedPeer> peers; ///< what listPeers answers, at once
    std::vector<Question> questions;

    void listPeers(QObject *, Done<std::vector<engine::ListedPeer>> done) override { done(peers); }
    void ask(const QString &peer,
             const engine::PeerQuestion &question,
             QObject *,
             Hear hear) override
    {
        questions.push_back({peer, question, std::move(hear)});
    }
};

} // namespace ft::widgets
