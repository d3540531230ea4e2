#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/history/historyentry.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QDateEdit;
class QLayout;
class QLineEdit;
class QPushButton;

namespace ft::widgets {

/// Lets one say which entries of the history are wanted.
class HistoryFilters final : public QWidget
{
    Q_OBJECT

public:
    /// `clock` must outlive it.
    explicit HistoryFilters(const Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] engine::HistoryFilter filter() const;
    /// Whether anything is left out.
    [[nodiscard]] bool isNarrow() const;
    /// Leaves nothing out.
    void reset();
    void showOnlyPeer(const QString &peer);
    /// Puts the cursor into the box for words.
    void find();

signals:
    /// Typing tells a moment after the last key.
    void changed();

private:
    enum Time { AnyTime, Today, LastWeek, LastMonth, Between };

    void setupDirections();
    void setupKinds();
    void setupOutcomes();
    void setupTimes();
    [[nodiscard]] QLayout *choices();
    void onChosen();
    void addTimes(engine::HistoryFilter &filter) const;

    const Clock &m_clock;
    QTimer m_typing;
    QLineEdit *m_text;
    QLineEdit *m_peer;
    QComboBox *m_direction;
    QComboBox *m_kind;
    QComboBox *m_outcome;
    QComboBox *m_time;
    QWidget *m_between;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QPushButton *m_reset;
};

} // namespace ft::widgets
