#pragma once

#include "peer-gui/widgets/factsview.h"
#include "peer-gui/widgets/networkcommands.h"

#include <QStackedLayout>

#include <memory>

class QAbstractItemView;
class QAction;
class QLabel;

namespace ft::widgets {

class EmptyState;

/// Something in another peer's share that one picked.
struct PeerItem
{
    QString name; ///< its path; of a folder with a `/` at its end
    std::optional<FileRecord> record; ///< of a file

    bool operator==(const PeerItem &) const = default;
};

/// One way to look at another peer's share: asks it, shows what arrives while it arrives, and says
/// what went wrong in place of it.
class PeerFilesView : public QWidget
{
    Q_OBJECT

public:
    /// `commands` must outlive the view; `peer` is who is asked.
    PeerFilesView(NetworkCommands &commands, QString peer, QWidget *parent);
    ~PeerFilesView() override;

    /// Asks again what was asked last, or for the first time.
    virtual void refresh() = 0;
    /// Puts the cursor where one types what to look for.
    virtual void find() = 0;
    [[nodiscard]] virtual std::vector<PeerItem> selection() const = 0;
    [[nodiscard]] bool hasSelection() const;
    /// The item with the cursor from near; nothing without one.
    [[nodiscard]] virtual std::optional<Facts> facts() const = 0;
    /// How wide columns are, and in which order; to hand on to another view of the same kind.
    [[nodiscard]] virtual QByteArray columns() const = 0;
    virtual void setColumns(const QByteArray &columns) = 0;
    /// These belong into the context menu, with their shortcuts.
    virtual void addItemActions(const QList<QAction *> &actions) = 0;

    [[nodiscard]] const QString &peer() const { return m_peer; }
    [[nodiscard]] bool isAsking() const { return m_asking != nullptr; }
    /// How much there is, in words. Plain text.
    [[nodiscard]] QString summary() const;

signals:
    /// Another item has the cursor, or it is another one now, or more or less is selected.
    void selectionChanged();
    /// Enter or a double click on a file.
    void opened();
    /// It is asking from now on, or no longer.
    void askingChanged();

protected:
    void ask(const engine::PeerQuestion &question);
    /// What is arriving is not wanted any more.
    void stop();
    /// A page of the answer; the base deals with what went wrong.
    virtual void take(const engine::PeerAnswer &answer) = 0;
    virtual void failed(const engine::Problem &problem);
    /// In words, while something is shown; and whether there is anything.
    [[nodiscard]] virtual QString summaryText() const = 0;
    [[nodiscard]] virtual bool hasRows() const = 0;
    /// Says why there are no rows.
    virtual void explain(EmptyState &empty) const = 0;
    void updateState();

    /// Puts the view with the place that explains its emptiness into a frame, and makes Enter and
    /// double clicks come as opened().
    [[nodiscard]] QWidget *frameFor(QAbstractItemView &view);
    [[nodiscard]] QLabel *summaryLabel() { return m_summary; }
    [[nodiscard]] const std::optional<engine::Problem> &problem() const { return m_problem; }

    [[nodiscard]] static Facts factsOf(const engine::ToldFile &file);

private:
    void hear(const engine::PeerAnswer &answer);

    NetworkCommands &m_commands;
    QString m_peer;
    std::unique_ptr<QObject> m_asking; ///< receives the answer that is arriving
    std::optional<engine::Problem> m_problem; ///< with the last answer
    QLabel *m_summary;
    EmptyState *m_empty;
    QAbstractItemView *m_view = nullptr;
    QStackedLayout *m_stack = nullptr;
};

} // namespace ft::widgets
