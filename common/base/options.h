#pragma once

#include "common/base/result.h"

#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

class QCommandLineParser;

namespace ft {

/// The options of one program: each stands on the command line as `--name VALUE` and in the
/// configuration file as `name = VALUE`, is documented where it is declared, and refused by name
/// when unknown.
///
/// Values on the command line win over those of the file; of an option with one value the last one
/// counts. Used once at start, in the main thread.
class Options final
{
public:
    /// Returns what is wrong with the values, in words that follow `--name: `; nothing when they
    /// are taken. There is at least one value; that of a switch is `yes` on the command line.
    using Apply = std::function<std::optional<QString>(const QStringList &values)>;
    /// The values that hold now, as one may write them; none when there is nothing to write.
    using Show = std::function<QStringList()>;

    /// `usage` is what --help prints behind the program's name.
    Options(QString program, QString usage, QString description);

    // Declare an option. The target must outlive parse() and keeps its default when the option is
    // not given.
    void add(const QString &name,
             const QString &valueName,
             const QString &help,
             Apply apply,
             Show show = {});
    void add(const QString &name, const QString &valueName, const QString &help, QString &target);
    void add(const QString &name,
             const QString &valueName,
             const QString &help,
             QStringList &target);
    void add(const QString &name,
             const QString &valueName,
             const QString &help,
             std::uint16_t &target);
    void add(const QString &name,
             const QString &valueName,
             const QString &help,
             std::uint32_t &target);
    void addSwitch(const QString &name, const QString &help, bool &target);

    /// What to do after parse(): go on with `arguments`, or print `text` and end with `status`.
    struct Outcome
    {
        QStringList arguments; ///< what stands behind the options, from the first word that is none
        std::optional<int> status;
        QString text; ///< for standard output when status is 0, else for standard error
    };

    /// `commandLine` as QCoreApplication::arguments() gives it. Handles --help, --version,
    /// --print-config and --config itself; without --config it reads `defaultConfig` when that file
    /// exists.
    [[nodiscard]] Outcome parse(const QStringList &commandLine, const QString &defaultConfig) const;

    /// A configuration file with every option, its help and the value that holds now, all as
    /// comments: what one wants otherwise is uncommented.
    [[nodiscard]] QString configText(const QString &defaultConfig) const;

    struct Value
    {
        QString name;
        QString text; ///< several values are separated by `, `
    };
    /// What holds now, of every option that can show it.
    [[nodiscard]] std::vector<Value> values() const;

    /// parse(), with its text printed: the exit status when the program must end.
    [[nodiscard]] Outcome parseAndReport(const QStringList &commandLine,
                                         const QString &defaultConfig) const;

private:
    struct Option
    {
        QString name;
        QString valueName;
        QString help;
        Apply apply;
        Show show;
    };
    struct Setting
    {
        QString name;
        QString value;
        QString file;
        int line = 0;
    };

    /// The values of one option, and the place of the last of them for complaints.
    struct Given
    {
        QStringList values;
        QString where;
    };

    [[nodiscard]] Outcome wrongUsage(const QString &what) const;
    [[nodiscard]] QString helpText() const;
    [[nodiscard]] const Option *find(const QString &name) const;
    [[nodiscard]] Result<std::vector<Setting>, QString> readConfig(const QString &path) const;
    [[nodiscard]] Result<std::vector<Setting>, QString> configFor(
        const QCommandLineParser &parser, const QString &defaultConfig) const;
    [[nodiscard]] Result<Setting, QString> readSetting(const QString &line) const;
    [[nodiscard]] static Given given(const Option &option,
                                     const QCommandLineParser &parser,
                                     const std::vector<Setting> &settings);
    [[nodiscard]] std::optional<QString> applyAll(const QCommandLineParser &parser,
                                                  const std::vector<Setting> &settings) const;

    QString m_program;
    QString m_usage;
    QString m_description;
    std::vector<Option> m_options;
};

} // namespace ft
