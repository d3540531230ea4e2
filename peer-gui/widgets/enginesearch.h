#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/searchcommands.h"

namespace ft::widgets {

/// Searches and downloads with a PeerEngine.
class EngineSearch final : public SearchCommands
{
public:
    /// `engine` must outlive it.
    explicit EngineSearch(engine::PeerEngine &engine)
        : m_engine(engine)
    {}

    engine::SearchId open(const QString &text, QObject *receiver, Hear hear) override;
    void close(engine::SearchId id) override;
    void more(const QString &text,
              const QByteArray &after,
              QObject *receiver,
              Done<engine::FindResults> done) override;
    void download(const std::vector<SourceRecord> &sources, const DownloadTarget &target) override;
    void had(const std::vector<ContentHash> &roots,
             QObject *receiver,
             Done<std::vector<engine::HadContent>> done) override;
    void addWish(const QString &text, QObject *receiver, Done<engine::Wish> done) override;
    void removeWish(engine::WishId id, QObject *receiver, Done<engine::Wish> done) override;
    void listWishes(QObject *receiver, Done<std::vector<engine::Wish>> done) override;

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
