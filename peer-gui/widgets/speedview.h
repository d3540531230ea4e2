#pragma once

#include "peer-gui/models/speedhistory.h"

#include <QWidget>

class QButtonGroup;
class QSettings;

namespace ft::widgets {

class ElidedLabel;
class SpeedGraph;

/// The speed of one transfer, or of all, over the last minutes: the graph, what is to be said of
/// it, and how much of it one wants to see.
///
/// Plus and minus look at less or more of it.
class SpeedView final : public QWidget
{
    Q_OBJECT

public:
    explicit SpeedView(QWidget *parent = nullptr);

    /// Speeds of `span()` at least; null for a direction that is of no interest.
    void show(const models::SpeedSeries *down, const models::SpeedSeries *up);

    [[nodiscard]] std::chrono::seconds span() const;
    /// What is said of it, for those who see and those who hear it; a line for each direction.
    [[nodiscard]] QString summary() const;

    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

signals:
    /// It comes into sight, or wants another span: show() is to be called.
    void asked();

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addSpan(const QString &text, int minutes);
    void step(int by);

    QButtonGroup *m_spans;
    ElidedLabel *m_down;
    ElidedLabel *m_up;
    SpeedGraph *m_graph;
};

} // namespace ft::widgets
