#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/tracker/wish.h"

#include <QStringList>

#include <vector>

namespace ft::engine {

/// A wish as it outlasts the program.
struct StoredWish
{
    WishId id;
    QString text;
    QStringList told; ///< tokens of the contents told of, oldest first

    bool operator==(const StoredWish &) const = default;
};

/// Keeps the wishes in a file of the state folder.
///
/// For one thread; blocks for the time of a small file. Without a folder it keeps nothing.
class WishStore final
{
public:
    explicit WishStore(const QString &stateFolder);

    /// What was saved last. What cannot be understood is set aside under another name and logged.
    [[nodiscard]] std::vector<StoredWish> load() const;
    /// In place of what was saved before; whole or not at all. The system's words when it fails.
    [[nodiscard]] Result<void, QString> save(const std::vector<StoredWish> &wishes) const;

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    void setAside() const;

    QString m_path; ///< empty for nowhere
};

} // namespace ft::engine
