#pragma once

#include <QStackedWidget>

namespace ft::widgets {

class Page;

/// The pane below the places: shows the selected row of the place that is seen from near.
class InspectorPane final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit InspectorPane(QWidget *parent = nullptr);

    /// Takes over the inspector of a page, if it has one.
    void add(Page &page);
    /// Shows that of this page. Hidden while the page has none, or while the user wants none.
    void showFor(const Page &page);
    /// Whether the user wants to see it.
    void setWanted(bool isWanted);
    [[nodiscard]] bool isWanted() const { return m_isWanted; }

private:
    void showOrHide();

    QHash<const Page *, QWidget *> m_inspectors;
    QWidget *m_current = nullptr; ///< of the page that is seen
    bool m_isWanted = true;
};

} // namespace ft::widgets
