#include "peer-gui/engine/preferences.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <limits>

namespace ft::engine {

namespace {

constexpr int FormatVersion = 1;
const QString VersionKey = QStringLiteral("version");
const QString NoTracker = QStringLiteral("none");

// Each says whether the value is one of its kind.

bool take(const QJsonValue &value, QString &text)
{
    text = value.toString();
    return value.isString();
}

bool take(const QJsonValue &value, bool &is)
{
    is = value.toBool();
    return value.isBool();
}

template <typename Number>
bool takeNumber(const QJsonValue &value, Number &number)
{
    const qint64 read = value.toInteger(-1);
    if (read < 0 || std::cmp_greater(read, std::numeric_limits<Number>::max()))
        return false;
    number = static_cast<Number>(read);
    return true;
}
bool take(const QJsonValue &value, std::uint16_t &number)
{
    return takeNumber(value, number);
}
bool take(const QJsonValue &value, std::uint32_t &number)
{
    return takeNumber(value, number);
}
bool take(const QJsonValue &value, std::uint64_t &number)
{
    return takeNumber(value, number);
}

bool take(const QJsonValue &value, QStringList &list)
{
    bool isWhole = value.isArray();
    for (const auto entry : value.toArray()) {
        isWhole = isWhole && entry.isString();
        list << entry.toString();
    }
    return isWhole;
}

bool take(const QJsonValue &value, std::optional<HostPort> &tracker)
{
    if (value.toString() == NoTracker)
        return true;
    tracker = HostPort::parse(value.toString(), 0);
    return tracker.has_value();
}

bool take(const QJsonValue &value, HostName &name)
{
    const auto parsed = HostName::parse(value.toString().toUtf8());
    name = parsed.value_or(name);
    return parsed.has_value();
}

QJsonValue toJson(const QString &text)
{
    return text;
}
QJsonValue toJson(bool is)
{
    return is;
}
QJsonValue toJson(std::uint16_t number)
{
    return number;
}
QJsonValue toJson(std::uint32_t number)
{
    return static_cast<qint64>(number);
}
QJsonValue toJson(std::uint64_t number)
{
    return static_cast<qint64>(number);
}
QJsonValue toJson(const QStringList &list)
{
    return QJsonArray::fromStringList(list);
}
QJsonValue toJson(const std::optional<HostPort> &tracker)
{
    return tracker ? tracker->toString() : NoTracker;
}
QJsonValue toJson(const HostName &name)
{
    return name.toString();
}

bool take(const QJsonValue &value, TransferLimits &limits);
bool take(const QJsonValue &value, ShareFilter::Settings &filter);
QJsonValue toJson(const TransferLimits &limits);
QJsonValue toJson(const ShareFilter::Settings &filter);

/// One field of a struct, with the name under which it is kept.
template <typename Struct, typename Value>
struct Field
{
    const char *key;
    Value Struct::*member;
};
template <typename Struct, typename Value>
Field(const char *, Value Struct::*) -> Field<Struct, Value>;

template <typename Visit>
void forFieldsOf(const TransferLimits *, const Visit &visit)
{
    visit(Field{"downloads", &TransferLimits::downloads});
    visit(Field{"uploadSlots", &TransferLimits::uploadSlots});
    visit(Field{"downloadRate", &TransferLimits::downloadRate});
    visit(Field{"uploadRate", &TransferLimits::uploadRate});
    visit(Field{"ratePerUpload", &TransferLimits::ratePerUpload});
}

template <typename Visit>
void forFieldsOf(const ShareFilter::Settings *, const Visit &visit)
{
    visit(Field{"excluded", &ShareFilter::Settings::excluded});
    visit(Field{"hasDefaults", &ShareFilter::Settings::hasDefaults});
    visit(Field{"takesHidden", &ShareFilter::Settings::takesHidden});
    visit(Field{"maxSize", &ShareFilter::Settings::maxSize});
}

/// What can be chosen: its key, and where it stands in preferences and settings.
template <typename Visit>
void forChoices(const Visit &visit)
{
    visit("tracker", &Preferences::tracker, &EngineSettings::tracker);
    visit("name", &Preferences::name, &EngineSettings::name);
    visit("shareFolders", &Preferences::shareFolders, &EngineSettings::shareFolders);
    visit("filter", &Preferences::filter, &EngineSettings::filter);
    visit("downloadFolder", &Preferences::downloadFolder, &EngineSettings::downloadFolder);
    visit("listenPort", &Preferences::listenPort, &EngineSettings::listenPort);
    visit("shareDownloads", &Preferences::shareDownloads, &EngineSettings::shareDownloads);
    visit("usesUdp", &Preferences::usesUdp, &EngineSettings::usesUdp);
    visit("limits", &Preferences::limits, &EngineSettings::limits);
}

template <typename Struct>
QJsonObject fieldsToJson(const Struct &from)
{
    QJsonObject object;
    forFieldsOf(&from, [&](const auto &field) {
        object[QLatin1String{field.key}] = toJson(from.*field.member);
    });
    return object;
}
template <typename Struct>
bool takeFields(const QJsonValue &value, Struct &to)
{
    const QJsonObject object = value.toObject();
    bool isWhole = value.isObject();
    forFieldsOf(&to, [&](const auto &field) {
        const QLatin1String key{field.key};
        isWhole = isWhole && (!object.contains(key) || take(object[key], to.*field.member));
    });
    return isWhole;
}

QJsonValue toJson(const TransferLimits &limits)
{
    return fieldsToJson(limits);
}
QJsonValue toJson(const ShareFilter::Settings &filter)
{
    return fieldsToJson(filter);
}
bool take(const QJsonValue &value, TransferLimits &limits)
{
    return takeFields(value, limits);
}
bool take(const QJsonValue &value, ShareFilter::Settings &filter)
{
    return takeFields(value, filter);
}

} // namespace

bool Preferences::isEmpty() const
{
    bool isAny = false;
    forChoices(
        [&](const char *, auto chosen, auto) { isAny = isAny || (this->*chosen).has_value(); });
    return !isAny;
}

void Preferences::applyTo(EngineSettings &settings) const
{
    forChoices([&](const char *, auto chosen, auto setting) {
        if (this->*chosen)
            settings.*setting = *(this->*chosen);
    });
}

void Preferences::add(const Preferences &newer)
{
    forChoices([&](const char *, auto chosen, auto) {
        if (newer.*chosen)
            this->*chosen = newer.*chosen;
    });
}

void Preferences::noteChanges(const EngineSettings &before, const EngineSettings &after)
{
    forChoices([&](const char *, auto chosen, auto setting) {
        if (!(before.*setting == after.*setting))
            this->*chosen = after.*setting;
    });
}

QByteArray Preferences::toText() const
{
    QJsonObject object{{VersionKey, FormatVersion}};
    forChoices([&](const char *key, auto chosen, auto) {
        if (const auto &value = this->*chosen)
            object[QLatin1String{key}] = toJson(*value);
    });
    return QJsonDocument{object}.toJson();
}

Result<Preferences, QString> Preferences::fromText(const QByteArray &text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        return tl::unexpected(error.errorString());
    const QJsonObject object = document.object();
    if (object[VersionKey].toInt() != FormatVersion)
        return tl::unexpected(VersionKey);
    Preferences preferences;
    QString wrong;
    forChoices([&](const char *name, auto chosen, auto setting) {
        const QLatin1String key{name};
        if (!object.contains(key))
            return;
        auto value = EngineSettings{}.*setting;
        if (take(object[key], value))
            preferences.*chosen = std::move(value);
        else
            wrong = key;
    });
    if (!wrong.isEmpty())
        return tl::unexpected(wrong);
    return preferences;
}

} // namespace ft::engine
