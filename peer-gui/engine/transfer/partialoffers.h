#pragma once

#include "peer-gui/engine/transfer/download.h"
#include "peer-gui/engine/transfer/partialshare.h"

#include <map>

namespace ft::engine {

/// Knows which running downloads have something to give already, and tells when that changes.
///
/// Engine thread only.
class PartialOffers final : public QObject, public PartialShare
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PartialOffers)

public:
    PartialOffers() = default;
    ~PartialOffers() override = default;

    /// More of a download is verified. It is remembered until withdraw(), which must come before it
    /// is deleted.
    void onAdvanced(const Download &download);
    /// It can give nothing any more, or not as part of a file.
    void withdraw(const Transfer *download);

    [[nodiscard]] std::optional<PartialFile> find(const ContentHash &root) const override;
    [[nodiscard]] bool isEmpty() const { return m_offers.empty(); }
    /// Records of what can be served while it is downloaded.
    [[nodiscard]] std::vector<FileRecord> records() const;

signals:
    /// Part of a file can be served from now on.
    void offered(const ft::FileRecord &record);
    void withdrawn(const ft::SharedPath &path);

private:
    struct Offer
    {
        const Download *download = nullptr;
        FileRecord record;
    };

    std::map<const Transfer *, Offer> m_offers;
};

} // namespace ft::engine
