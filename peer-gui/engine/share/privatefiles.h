#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace ft::engine {

/// What hardly anybody wants to share.
enum class PrivateKind {
    Keys, ///< of SSH, TLS, GnuPG
    Passwords, ///< the safe of a password manager, access data of programs
    Wallet, ///< money
    Mail,
    Browser, ///< a profile, with history, cookies and passwords
};

/// A file or folder that is one of those, by its name.
struct PrivateMatch
{
    PrivateKind kind = PrivateKind::Keys;
    QString pattern; ///< leaves it and its like out, as ShareFilter has it
};

/// `name` is one component, as on disk.
[[nodiscard]] std::optional<PrivateMatch> privateMatch(QByteArrayView name, bool isFolder);

} // namespace ft::engine
