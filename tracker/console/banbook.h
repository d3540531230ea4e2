#pragma once

#include "common/base/result.h"
#include "tracker/core/banlist.h"

#include <QString>

namespace ft::tracker {

/// Keeps the bans of a tracker in a file, a line each, so that they outlive it:
///
///     10.0.0.0/24 until=1795254067 reason=too%20many%20requests
///
/// A file that is not wholly understood is set aside, and what was understood goes on to hold. Main
/// thread only; the list may be read by others meanwhile.
class BanBook final
{
public:
    BanBook(BanList &bans, QString file);

    /// Reads the file. The error says what was wrong with it and where it is now; the bans that
    /// were understood hold all the same.
    [[nodiscard]] Result<void, QString> load();

    // The error says why the file could not be written; the change holds all the same.
    [[nodiscard]] Result<void, QString> add(const Ban &ban);
    [[nodiscard]] Result<void, QString> remove(const PeerSelector &who);

    [[nodiscard]] const BanList &list() const { return m_bans; }

private:
    [[nodiscard]] Result<void, QString> save() const;
    [[nodiscard]] QString setAside() const;

    BanList &m_bans;
    QString m_file;
};

} // namespace ft::tracker
