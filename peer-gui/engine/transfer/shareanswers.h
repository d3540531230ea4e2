#pragma once

#include "peer-gui/engine/background.h"
#include "peer-gui/engine/transfer/sharelist.h"

#include <QObject>

#include <functional>

namespace ft::engine {

/// Answers what another peer asks about the own share: LIST, INDEXGET and FILEHASH.
///
/// Engine thread only. An answer that needs the disk comes later, and not at all when this is gone
/// by then.
class ShareAnswers final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ShareAnswers)

public:
    /// Lines of FILES, or why there are none.
    using Done = std::function<void(const Result<QByteArray, protocol::Refused> &)>;

    /// `fileChanged` is told of shared files that are not what was hashed, or gone. All must
    /// outlive this.
    ShareAnswers(const Background &background,
                 const ShareCatalog &catalog,
                 std::function<void(const SharedPath &)> fileChanged);
    ~ShareAnswers() override = default;

    void answer(const protocol::ListRequest &request, const Teller &teller, const Done &done);
    void answer(const protocol::IndexRequest &request, const Teller &teller, const Done &done);
    void answer(const protocol::ChecksumRequest &request, const Teller &teller, const Done &done);

private:
    const Background &m_background;
    const ShareCatalog &m_catalog;
    std::function<void(const SharedPath &)> m_fileChanged;
};

} // namespace ft::engine
