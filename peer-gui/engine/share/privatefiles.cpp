#include "peer-gui/engine/share/privatefiles.h"

#include "peer-gui/engine/share/glob.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <array>

namespace ft::engine {

namespace {

struct Rule
{
    PrivateKind kind;
    QByteArrayView pattern; ///< in small letters; with a `/` at the end for folders alone
};

using Kind = PrivateKind;

constexpr std::array Rules{
    Rule{Kind::Keys, ".ssh/"},
    Rule{Kind::Keys, ".gnupg/"},
    Rule{Kind::Keys, "id_rsa"},
    Rule{Kind::Keys, "id_dsa"},
    Rule{Kind::Keys, "id_ecdsa"},
    Rule{Kind::Keys, "id_ed25519"},
    Rule{Kind::Keys, "*.pem"},
    Rule{Kind::Keys, "*.ppk"},
    Rule{Kind::Keys, "*.p12"},
    Rule{Kind::Keys, "*.pfx"},
    Rule{Kind::Keys, "*.jks"},
    Rule{Kind::Keys, "*.ovpn"},
    Rule{Kind::Keys, "secring.gpg"},
    Rule{Kind::Passwords, ".password-store/"},
    Rule{Kind::Passwords, ".aws/"},
    Rule{Kind::Passwords, ".kube/"},
    Rule{Kind::Passwords, ".docker/"},
    Rule{Kind::Passwords, ".azure/"},
    Rule{Kind::Passwords, ".env"},
    Rule{Kind::Passwords, ".netrc"},
    Rule{Kind::Passwords, ".pgpass"},
    Rule{Kind::Passwords, ".git-credentials"},
    Rule{Kind::Passwords, "*.kdbx"},
    Rule{Kind::Passwords, "*.kdb"},
    Rule{Kind::Passwords, "*.agilekeychain/"},
    Rule{Kind::Passwords, "*.opvault/"},
    Rule{Kind::Passwords, "*.keychain"},
    Rule{Kind::Passwords, "*.keychain-db"},
    Rule{Kind::Passwords, "*.1pif"},
    Rule{Kind::Wallet, ".bitcoin/"},
    Rule{Kind::Wallet, ".ethereum/"},
    Rule{Kind::Wallet, ".electrum/"},
    Rule{Kind::Wallet, ".monero/"},
    Rule{Kind::Wallet, "wallet.dat"},
    Rule{Kind::Wallet, "*.wallet"},
    Rule{Kind::Wallet, "utc--*"},
    Rule{Kind::Mail, ".thunderbird/"},
    Rule{Kind::Mail, "thunderbird/"},
    Rule{Kind::Mail, "maildir/"},
    Rule{Kind::Mail, ".maildir/"},
    Rule{Kind::Mail, "*.pst"},
    Rule{Kind::Mail, "*.ost"},
    Rule{Kind::Mail, "*.mbox"},
    Rule{Kind::Browser, ".mozilla/"},
    Rule{Kind::Browser, "google-chrome/"},
    Rule{Kind::Browser, "chromium/"},
    Rule{Kind::Browser, "bravesoftware/"},
    Rule{Kind::Browser, "microsoft-edge/"},
    Rule{Kind::Browser, "vivaldi/"},
    Rule{Kind::Browser, "user data/"},
    Rule{Kind::Browser, "logins.json"},
    Rule{Kind::Browser, "key4.db"},
    Rule{Kind::Browser, "cookies.sqlite"},
    Rule{Kind::Browser, "places.sqlite"},
    Rule{Kind::Browser, "login data"},
};

bool fits(const Rule &rule, QByteArrayView name, bool isFolder)
{
    const bool isForFolders = rule.pattern.endsWith('/');
    return isForFolders == isFolder
           && globMatches(isForFolders ? rule.pattern.chopped(1) : rule.pattern, name);
}

} // namespace

std::optional<PrivateMatch> privateMatch(QByteArrayView name, bool isFolder)
{
    const QByteArray small = name.toByteArray().toLower();
    const auto rule = std::find_if(Rules.begin(), Rules.end(), [&](const Rule &each) {
        return fits(each, small, isFolder);
    });
    if (rule == Rules.end())
        return std::nullopt;
    // The share tells large letters from small ones.
    const bool isAsWritten = fits(*rule, name, isFolder);
    const QString pattern = isAsWritten
                                ? QString::fromLatin1(rule->pattern)
                                : QFile::decodeName(name.toByteArray()) + (isFolder ? u"/" : u"");
    return PrivateMatch{rule->kind, pattern};
}

} // namespace ft::engine
