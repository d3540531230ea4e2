#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QString>

#include <memory>

namespace ft::console {

/// Where the console's lines come from and its output goes.
class LineInput : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LineInput)

public:
    /// The right one for this process's standard input; null when there is none. `program` is what
    /// a terminal's prompt says; `historyFile` may be empty.
    [[nodiscard]] static std::unique_ptr<LineInput> forStandardInput(const QString &program,
                                                                     const QString &historyFile);

    LineInput() = default;
    ~LineInput() override = default;

    /// Writes whole lines to standard output, around a line being edited.
    virtual void print(const QString &lines);

signals:
    /// A line was entered, without its line feed.
    void entered(const QString &line);
    /// Nothing more will be entered.
    void ended();
};

/// Lines from a pipe, a file or a device.
class PlainInput final : public LineInput
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlainInput)

public:
    explicit PlainInput(int descriptor);
    ~PlainInput() override = default;

private:
    void onReadable();
    void takeLines();

    int m_descriptor;
    QSocketNotifier m_notifier;
    QByteArray m_buffer;
};

} // namespace ft::console
