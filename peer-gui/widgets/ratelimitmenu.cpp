#include "peer-gui/widgets/ratelimitmenu.h"

#include "peer-gui/engine/rate.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/makeaction.h"

#include <QActionGroup>
#include <QDialogButtonBox>
#include <QInputDialog>
#include <QPushButton>

#include <algorithm>
#include <array>

namespace ft::widgets {

namespace {

constexpr std::array<std::uint64_t, 6> UsualRates{
    100'000, 500'000, 1'000'000, 2'000'000, 5'000'000, 20'000'000};

/// A comma is a decimal point in many languages.
std::optional<std::uint64_t> rateIn(const QString &text)
{
    return engine::parseRate(QString{text}.remove(u' ').replace(u',', u'.'));
}

} // namespace

RateLimitMenu::RateLimitMenu(QWidget *parent)
    : QMenu(parent)
    , m_rates(new QActionGroup{this})
{
    setTitle(tr("&Limit rate"));
    setIcon(widgets::icon(QStringLiteral("speed")));
    menuAction()->setToolTip(tr("The most that this download may take, whatever others take"));
    addRate(tr("&No limit of its own"), 0);
    addSeparator();
    for (const std::uint64_t rate : UsualRates)
        addRate(models::formatRate(rate), rate);
    addSeparator();
    m_other = makeAction(this,
                         {QStringLiteral("speed"),
                          tr("&Other…", "another rate"),
                          tr("Type the most that this download may take"),
                          Qt::CTRL | Qt::SHIFT | Qt::Key_R},
                         [this] { askForRate(); });
    addAction(m_other);
}

void RateLimitMenu::addRate(const QString &text, std::uint64_t bytesPerSecond)
{
    QAction *action = addAction(text);
    action->setCheckable(true);
    action->setData(QVariant::fromValue<qulonglong>(bytesPerSecond));
    m_rates->addAction(action);
    connect(action, &QAction::triggered, this, [this, bytesPerSecond] {
        emit chosen(bytesPerSecond);
    });
}

void RateLimitMenu::showLimits(const std::vector<std::uint64_t> &limits)
{
    const bool isOne = !limits.empty()
                       && std::all_of(limits.begin(), limits.end(), [&](std::uint64_t limit) {
                              return limit == limits.front();
                          });
    m_current = isOne ? limits.front() : 0;
    menuAction()->setEnabled(!limits.empty());
    m_other->setEnabled(!limits.empty());
    m_rates->setExclusive(false);
    for (QAction *action : m_rates->actions())
        action->setChecked(isOne && action->data().toULongLong() == m_current);
}

void RateLimitMenu::askForRate()
{
    auto *dialog = new QInputDialog{parentWidget()};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Limit rate"));
    dialog->setLabelText(tr("At most, per second (for example 800 kB or 1.5 MB; 0 for no limit):"));
    dialog->setTextValue(m_current > 0 ? models::formatSize(m_current, QLocale::c()) : QString{});
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        if (const auto rate = rateIn(text))
            emit chosen(*rate);
    });
    dialog->open();
    // Nothing can be accepted that would then be passed over.
    auto *buttons = dialog->findChild<QDialogButtonBox *>();
    const auto judge = [buttons](const QString &text) {
        buttons->button(QDialogButtonBox::Ok)->setEnabled(rateIn(text).has_value());
    };
    connect(dialog, &QInputDialog::textValueChanged, buttons, judge);
    judge(dialog->textValue());
}

} // namespace ft::widgets
