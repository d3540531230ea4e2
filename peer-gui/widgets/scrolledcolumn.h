#pragma once

#include <QLayout>
#include <QResizeEvent>
#include <QWidget>

namespace ft::widgets {

/// What a scroll area holds whose words wrap: as high as they need at the width there is, which the
/// area itself does not ask for.
class ScrolledColumn final : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The words are others now.
    void fit()
    {
        if (layout() == nullptr)
            return;
        layout()->activate();
        if (layout()->hasHeightForWidth())
            setMinimumHeight(layout()->totalHeightForWidth(width()));
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QWidget::resizeEvent(event);
        if (event->oldSize().width() != event->size().width())
            fit();
    }
};

} // namespace ft::widgets
