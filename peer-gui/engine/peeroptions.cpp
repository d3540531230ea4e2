#include "peer-gui/engine/peeroptions.h"

#include "peer-gui/engine/rate.h"
#include "peer-gui/engine/transfer/accesspolicy.h"

#include <QDir>
#include <QSysInfo>

namespace ft::engine {

namespace {

QString absolute(const QString &path)
{
    return path.isEmpty() ? path : QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

std::optional<QString> takeTls(const QString &text)
{
    if (text == u"off" || text == u"prefer")
        return std::nullopt;
    if (text == u"require")
        return QStringLiteral("this version has no encrypted connections; use off or prefer");
    return QStringLiteral("\"%1\" is none of off, prefer, require").arg(text);
}

std::optional<QString> takeRate(const QString &text, std::uint64_t &rate)
{
    const auto parsed = parseRate(text);
    if (!parsed)
        return QStringLiteral("\"%1\" is no number of bytes per second, such as 500K, 20M, 1.5M "
                              "or 512KiB")
            .arg(text);
    rate = *parsed;
    return std::nullopt;
}

std::optional<QString> takeSize(const QString &text, std::uint64_t &size)
{
    const auto parsed = text.contains(u'/') ? std::nullopt : parseRate(text);
    if (!parsed)
        return QStringLiteral("\"%1\" is no number of bytes, such as 500K, 700M or 4GiB").arg(text);
    size = *parsed;
    return std::nullopt;
}

std::optional<QString> takeCount(const QString &text, std::uint32_t &count)
{
    bool isNumber = false;
    const auto number = text.toUInt(&isNumber);
    if (!isNumber || number == 0)
        return QStringLiteral("\"%1\" is not a number from 1 on").arg(text);
    count = number;
    return std::nullopt;
}

} // namespace

PeerOptions::PeerOptions(QString downloadFolder, QString stateFolder)
{
    m_settings.tracker = HostPort{QStringLiteral("127.0.0.1"), DefaultTrackerPort};
    m_settings.name = HostName::nearest(QSysInfo::machineHostName());
    m_settings.downloadFolder = std::move(downloadFolder);
    m_settings.stateFolder = std::move(stateFolder);
}

void PeerOptions::assume(const Preferences &chosen)
{
    chosen.applyTo(m_settings);
    m_noShareDownloads = !m_settings.shareDownloads;
    m_noDefaultExcludes = !m_settings.filter.hasDefaults;
}

void PeerOptions::declare(Options &options)
{
    const auto single = [this](auto take) -> Options::Apply {
        return [this, take](const QStringList &values) {
            return (this->*take)(values.last());
        };
    };
    options.add(QStringLiteral("tracker"),
                QStringLiteral("HOST:PORT"),
                QStringLiteral("the tracker to join (127.0.0.1:1234), or none to work without one"),
                single(&PeerOptions::takeTracker));
    options.add(QStringLiteral("allow"),
                QStringLiteral("NETWORK"),
                QStringLiteral(
                    "serve this ADDRESS, ADDRESS/BITS or any without a tracker's word; repeatable"),
                [this](const QStringList &entries) { return takeAllow(entries); });
    options.add(
        QStringLiteral("name"),
        QStringLiteral("NAME"),
        QStringLiteral("the name others know this peer by (%1)").arg(m_settings.name.toString()),
        single(&PeerOptions::takeName));
    options.add(QStringLiteral("share"),
                QStringLiteral("DIR"),
                QStringLiteral("share this folder and all below it; repeatable"),
                m_settings.shareFolders);
    options.add(QStringLiteral("downloads"),
                QStringLiteral("DIR"),
                QStringLiteral("where downloads go (%1)").arg(m_settings.downloadFolder),
                m_settings.downloadFolder);
    options.add(QStringLiteral("listen"),
                QStringLiteral("ADDRESS"),
                QStringLiteral("serve files on this address only (all)"),
                single(&PeerOptions::takeListen));
    options.add(QStringLiteral("port"),
                QStringLiteral("N"),
                QStringLiteral("serve files on this port (0: any free one)"),
                m_settings.listenPort);
    options.add(QStringLiteral("state"),
                QStringLiteral("DIR"),
                QStringLiteral("where to keep what was published (%1)").arg(m_settings.stateFolder),
                m_settings.stateFolder);
    options.add(QStringLiteral("tls"),
                QStringLiteral("MODE"),
                QStringLiteral("encrypted connections: off (default), prefer or require"),
                [](const QStringList &values) { return takeTls(values.last()); });
    options.add(QStringLiteral("udp"),
                QStringLiteral("MODE"),
                QStringLiteral(
                    "transfers over UDP, for peers that ask for it: on (default) or off"),
                single(&PeerOptions::takeUdp));
    options.addSwitch(QStringLiteral("no-share-downloads"),
                      QStringLiteral("do not offer finished downloads to others"),
                      m_noShareDownloads);
    declareFilter(options);
    declareChecks(options);
    declareLimits(options);
}

void PeerOptions::declareChecks(Options &options)
{
    options.add(QStringLiteral("check-every"),
                QStringLiteral("DAYS"),
                QStringLiteral("read each shared file again so often, to notice what has gone bad "
                               "on the disk (0: never)"),
                [this](const QStringList &values) -> std::optional<QString> {
                    bool isNumber = false;
                    const auto days = values.last().toUShort(&isNumber);
                    if (!isNumber)
                        return QStringLiteral("\"%1\" is not a number of days").arg(values.last());
                    m_settings.checkEvery = std::chrono::days{days};
                    return std::nullopt;
                });
    options.add(QStringLiteral("check-rate"),
                QStringLiteral("RATE"),
                QStringLiteral("bytes per second of that, as 20M (20M; 0: no limit)"),
                [this](const QStringList &values) {
                    return takeRate(values.last(), m_settings.checkRate);
                });
}

void PeerOptions::declareFilter(Options &options)
{
    options.add(QStringLiteral("exclude"),
                QStringLiteral("PATTERN"),
                QStringLiteral("do not share files and folders of this name, as *.log; with a / in "
                               "it, of this path below the share folder, as /drafts/** or old/; "
                               "* and ? stand for anything but /, ** for anything; repeatable"),
                m_settings.filter.excluded);
    options.addSwitch(QStringLiteral("no-default-excludes"),
                      QStringLiteral("share what is left out otherwise: %1")
                          .arg(ShareFilter::defaultPatterns().join(u' ')),
                      m_noDefaultExcludes);
    options.addSwitch(QStringLiteral("hidden"),
                      QStringLiteral("share files and folders whose names begin with a dot"),
                      m_settings.filter.takesHidden);
    options.add(QStringLiteral("max-file-size"),
                QStringLiteral("SIZE"),
                QStringLiteral(
                    "do not share files larger than this, as 700M or 4GiB (0: no limit)"),
                [this](const QStringList &values) {
                    return takeSize(values.last(), m_settings.filter.maxSize);
                });
    options.add(QStringLiteral("rescan"),
                QStringLiteral("SECONDS"),
                QStringLiteral("look through the share folders so often besides watching them "
                               "(600; 0: never)"),
                m_rescanSeconds);
}

void PeerOptions::declareLimits(Options &options)
{
    TransferLimits &limits = m_settings.limits;
    const auto addRate = [&options](const QString &name, const QString &help, std::uint64_t &rate) {
        options.add(name, QStringLiteral("RATE"), help, [&rate](const QStringList &values) {
            return takeRate(values.last(), rate);
        });
    };
    const auto addCount =
        [&options](const QString &name, const QString &help, std::uint32_t &count) {
            options.add(name, QStringLiteral("N"), help, [&count](const QStringList &values) {
                return takeCount(values.last(), count);
            });
        };
    addRate(QStringLiteral("limit-down"),
            QStringLiteral("bytes per second of all downloads, as 20M or 512KiB (0: no limit)"),
            limits.downloadRate);
    addRate(QStringLiteral("limit-up"),
            QStringLiteral("bytes per second of all uploads (0: no limit)"),
            limits.uploadRate);
    addRate(QStringLiteral("limit-per-upload"),
            QStringLiteral("bytes per second of each upload (0: no limit)"),
            limits.ratePerUpload);
    addCount(QStringLiteral("upload-slots"),
             QStringLiteral("serve so many peers at once (%1); others wait in a queue, "
                            "except for files up to 1 MiB")
                 .arg(limits.uploadSlots),
             limits.uploadSlots);
    addCount(QStringLiteral("max-downloads"),
             QStringLiteral("download so many files at once (%1)").arg(limits.downloads),
             limits.downloads);
}

EngineSettings PeerOptions::settings() const
{
    EngineSettings settings = m_settings;
    for (QString &folder : settings.shareFolders)
        folder = absolute(folder);
    settings.downloadFolder = absolute(settings.downloadFolder);
    settings.stateFolder = absolute(settings.stateFolder);
    settings.shareDownloads = !m_noShareDownloads;
    settings.filter.hasDefaults = !m_noDefaultExcludes;
    settings.rescanEvery = std::chrono::seconds{m_rescanSeconds};
    return settings;
}

std::optional<QString> PeerOptions::takeTracker(const QString &text)
{
    if (text == u"none") {
        m_settings.tracker.reset();
        return std::nullopt;
    }
    const auto tracker = HostPort::parse(text, DefaultTrackerPort);
    if (!tracker)
        return QStringLiteral("\"%1\" is neither HOST, HOST:PORT nor none").arg(text);
    m_settings.tracker = tracker;
    return std::nullopt;
}

std::optional<QString> PeerOptions::takeName(const QString &text)
{
    const auto name = HostName::parse(text.toUtf8());
    if (!name)
        return QStringLiteral("\"%1\" is not 1 to 63 letters, digits, dots, - or _").arg(text);
    m_settings.name = *name;
    return std::nullopt;
}

std::optional<QString> PeerOptions::takeAllow(const QStringList &entries)
{
    if (const auto parsed = AllowList::parse(entries); !parsed)
        return QStringLiteral("\"%1\" is neither ADDRESS, ADDRESS/BITS nor any")
            .arg(parsed.error());
    m_settings.allow = entries;
    return std::nullopt;
}

std::optional<QString> PeerOptions::takeListen(const QString &text)
{
    const QHostAddress address{text};
    if (address.isNull())
        return QStringLiteral("\"%1\" is not an address").arg(text);
    m_settings.listenAddress = address;
    return std::nullopt;
}

std::optional<QString> PeerOptions::takeUdp(const QString &text)
{
    if (text != u"on" && text != u"off")
        return QStringLiteral("\"%1\" is neither on nor off").arg(text);
    m_settings.usesUdp = text == u"on";
    return std::nullopt;
}

} // namespace ft::engine
