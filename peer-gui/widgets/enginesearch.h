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
    void download(const std::vector<SourceRecord> &sources) override;

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
