#include "common/base/options.h"

#include <QCommandLineParser>
#include <QFile>
#include <QStringBuilder>
#include <QTextStream>

#include <algorithm>
#include <cstdio>
#include <limits>

namespace ft {

namespace {

constexpr int HelpColumn = 30;

std::optional<std::uint32_t> toNumber(const QString &text, std::uint32_t most)
{
    const auto isDigit = [](QChar c) {
        return c >= u'0' && c <= u'9';
    };
    bool ok = false;
    const auto number = text.toUInt(&ok);
    if (!ok || number > most || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    return number;
}

template <typename Number>
Options::Apply numberInto(Number &target)
{
    return [&target](const QStringList &values) -> std::optional<QString> {
        constexpr auto Most = std::numeric_limits<Number>::max();
        const auto number = toNumber(values.last(), Most);
        if (!number) {
            return QStringLiteral("\"%1\" is not a whole number from 0 to %2")
                .arg(values.last())
                .arg(Most);
        }
        target = static_cast<Number>(*number);
        return std::nullopt;
    };
}

template <typename Number>
Options::Show numberOf(Number &target)
{
    return [&target] {
        return QStringList{QString::number(target)};
    };
}

std::optional<bool> toBool(const QString &text)
{
    if (text.isEmpty() || text == u"yes" || text == u"true" || text == u"on" || text == u"1")
        return true;
    if (text == u"no" || text == u"false" || text == u"off" || text == u"0")
        return false;
    return std::nullopt;
}

} // namespace

Options::Options(QString program, QString usage, QString description)
    : m_program(std::move(program))
    , m_usage(std::move(usage))
    , m_description(std::move(description))
{}

void Options::add(
    const QString &name, const QString &valueName, const QString &help, Apply apply, Show show)
{
    m_options.push_back({name, valueName, help, std::move(apply), std::move(show)});
}

void Options::add(const QString &name,
                  const QString &valueName,
                  const QString &help,
                  QString &target)
{
    const auto apply = [&target](const QStringList &values) -> std::optional<QString> {
        target = values.last();
        return std::nullopt;
    };
    const auto show = [&target] {
        return target.isEmpty() ? QStringList{} : QStringList{target};
    };
    add(name, valueName, help, apply, show);
}

void Options::add(const QString &name,
                  const QString &valueName,
                  const QString &help,
                  QStringList &target)
{
    const auto apply = [&target](const QStringList &values) -> std::optional<QString> {
        target = values;
        return std::nullopt;
    };
    add(name, valueName, help, apply, [&target] { return target; });
}

void Options::add(const QString &name,
                  const QString &valueName,
                  const QString &help,
                  std::uint16_t &target)
{
    add(name, valueName, help, numberInto(target), numberOf(target));
}

void Options::add(const QString &name,
                  const QString &valueName,
                  const QString &help,
                  std::uint32_t &target)
{
    add(name, valueName, help, numberInto(target), numberOf(target));
}

void Options::addSwitch(const QString &name, const QString &help, bool &target)
{
    const auto apply = [&target](const QStringList &values) -> std::optional<QString> {
        const auto value = toBool(values.last());
        if (!value)
            return QStringLiteral("\"%1\" is neither yes nor no").arg(values.last());
        target = *value;
        return std::nullopt;
    };
    const auto show = [&target] {
        return QStringList{target ? QStringLiteral("yes") : QStringLiteral("no")};
    };
    add(name, {}, help, apply, show);
}

Options::Outcome Options::parse(const QStringList &commandLine, const QString &defaultConfig) const
{
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    parser.addOptions({{QStringLiteral("help"), {}},
                       {QStringLiteral("version"), {}},
                       {QStringLiteral("print-config"), {}},
                       {QStringLiteral("config"), {}, QStringLiteral("FILE")}});
    for (const Option &option : m_options)
        parser.addOption({option.name, {}, option.valueName});

    if (!parser.parse(commandLine))
        return wrongUsage(parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        return {{}, 0, helpText()};
    if (parser.isSet(QStringLiteral("version")))
        return {{}, 0, m_program % u' ' % QStringLiteral(FT_VERSION)};

    if (parser.isSet(QStringLiteral("print-config")))
        return {{}, 0, configText(defaultConfig)};

    const auto settings = configFor(parser, defaultConfig);
    if (!settings)
        return wrongUsage(settings.error());
    if (const auto wrong = applyAll(parser, *settings))
        return wrongUsage(*wrong);
    return {parser.positionalArguments(), std::nullopt, {}};
}

Options::Outcome Options::parseAndReport(const QStringList &commandLine,
                                         const QString &defaultConfig) const
{
    auto outcome = parse(commandLine, defaultConfig);
    if (outcome.status) {
        QTextStream out{*outcome.status == 0 ? stdout : stderr};
        out << outcome.text << Qt::endl;
    }
    return outcome;
}

Options::Outcome Options::wrongUsage(const QString &what) const
{
    return {{}, 2, m_program % u": " % what % u"\nTry '" % m_program % u" --help'."};
}

QString Options::helpText() const
{
    QString text = u"Usage: " % m_program % u' ' % m_usage % u"\n" % m_description
                   % u"\n\nOptions:\n";
    const auto addLine = [&text](const QString &left, const QString &right) {
        text += u"  " % left.leftJustified(HelpColumn - 2)
                % (left.size() > HelpColumn - 3 ? u" " : u"") % right % u'\n';
    };
    for (const Option &option : m_options) {
        const QString value = option.valueName.isEmpty() ? QString{}
                                                         : QString{u' ' % option.valueName};
        addLine(u"--" % option.name % value, option.help);
    }
    addLine(QStringLiteral("--config FILE"),
            QStringLiteral("read options from FILE: lines of `name = value`, # for comments"));
    addLine(QStringLiteral("--print-config"),
            QStringLiteral(
                "print a configuration file with every option and its default, and end"));
    addLine(QStringLiteral("--help"), QStringLiteral("print this and end"));
    addLine(QStringLiteral("--version"), QStringLiteral("print the version and end"));
    text.chop(1);
    return text;
}

QString Options::configText(const QString &defaultConfig) const
{
    QString text = u"# Configuration of " % m_program;
    if (!defaultConfig.isEmpty())
        text += u", read from " % defaultConfig % u"\n# unless --config names another file";
    text += QStringLiteral(
        ".\n# Each line shows the default; uncomment what is to be otherwise.\n");
    for (const Option &option : m_options) {
        QStringList values = option.show ? option.show() : QStringList{};
        if (values.isEmpty())
            values << option.valueName;
        text += u"\n# " % option.help % u'\n';
        for (const QString &value : values)
            text += u'#' % option.name % u" = " % value % u'\n';
    }
    text.chop(1);
    return text;
}

std::vector<Options::Value> Options::values() const
{
    std::vector<Value> values;
    for (const Option &option : m_options) {
        if (option.show)
            values.push_back({option.name, option.show().join(QStringLiteral(", "))});
    }
    return values;
}

const Options::Option *Options::find(const QString &name) const
{
    const auto found = std::find_if(m_options.begin(), m_options.end(), [&](const Option &option) {
        return option.name == name;
    });
    return found == m_options.end() ? nullptr : &*found;
}

Result<std::vector<Options::Setting>, QString> Options::readConfig(const QString &path) const
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return tl::unexpected(QStringLiteral("cannot read the configuration file %1: %2")
                                  .arg(path, file.errorString()));
    std::vector<Setting> settings;
    QTextStream lines{&file};
    for (int number = 1; !lines.atEnd(); ++number) {
        const QString line = lines.readLine().trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        auto setting = readSetting(line);
        if (!setting)
            return tl::unexpected(
                QString{path % u':' % QString::number(number) % u": " % setting.error()});
        setting->file = path;
        setting->line = number;
        settings.push_back(*std::move(setting));
    }
    return settings;
}

Result<Options::Setting, QString> Options::readSetting(const QString &line) const
{
    const auto equals = line.indexOf(u'=');
    const QString name = line.first(equals < 0 ? line.size() : equals).trimmed();
    const Option *option = find(name);
    if (!option)
        return tl::unexpected(QStringLiteral("unknown option \"%1\"").arg(name));
    if (equals < 0 && !option->valueName.isEmpty())
        return tl::unexpected(
            QStringLiteral("%1: needs a value: %1 = %2").arg(name, option->valueName));
    return Setting{name, equals < 0 ? QString{} : line.sliced(equals + 1).trimmed(), {}, 0};
}

Result<std::vector<Options::Setting>, QString> Options::configFor(
    const QCommandLineParser &parser, const QString &defaultConfig) const
{
    if (parser.isSet(QStringLiteral("config")))
        return readConfig(parser.value(QStringLiteral("config")));
    if (defaultConfig.isEmpty() || !QFile::exists(defaultConfig))
        return std::vector<Setting>{};
    return readConfig(defaultConfig);
}

Options::Given Options::given(const Option &option,
                              const QCommandLineParser &parser,
                              const std::vector<Setting> &settings)
{
    Given given{{}, u"--" % option.name};
    if (parser.isSet(option.name)) {
        given.values = option.valueName.isEmpty() ? QStringList{QStringLiteral("yes")}
                                                  : parser.values(option.name);
        return given;
    }
    for (const Setting &setting : settings) {
        if (setting.name != option.name)
            continue;
        given.values << setting.value;
        given.where = setting.file % u':' % QString::number(setting.line) % u": " % option.name;
    }
    return given;
}

std::optional<QString> Options::applyAll(const QCommandLineParser &parser,
                                         const std::vector<Setting> &settings) const
{
    for (const Option &option : m_options) {
        const auto [values, where] = given(option, parser, settings);
        if (values.isEmpty())
            continue;
        if (const auto wrong = option.apply(values))
            return QString{where % u": " % *wrong};
    }
    return std::nullopt;
}

} // namespace ft
