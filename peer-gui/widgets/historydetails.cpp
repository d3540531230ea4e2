#include "peer-gui/widgets/historydetails.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/historytext.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedLayout>
#include <QStyle>

namespace ft::widgets {

using engine::HistoryEntry;
using engine::RequestKind;

namespace {

constexpr int Pairs = 3; ///< of a name and a value, side by side

QString whenText(const HistoryEntry &entry)
{
    const auto time = QDateTime::fromSecsSinceEpoch(entry.begun.time_since_epoch().count());
    return QLocale{}.toString(time, QLocale::LongFormat);
}

QString sizeText(const HistoryEntry &entry)
{
    if (!entry.size)
        return {};
    return HistoryDetails::tr("%1 (%2 bytes)", "a size, and the same exactly")
        .arg(models::formatSize(*entry.size),
             QLocale{}.toString(static_cast<qulonglong>(*entry.size)));
}

QString carriedText(const HistoryEntry &entry)
{
    return entry.bytes == 0 ? QString{} : models::formatSize(entry.bytes);
}

QString rateText(const HistoryEntry &entry)
{
    return models::formatRate(meanRate(entry));
}

QString tookText(const HistoryEntry &entry)
{
    return models::describeDuration(entry.duration);
}

QString countText(const HistoryEntry &entry)
{
    if (!entry.count || entry.outcome == engine::RequestOutcome::Refused)
        return {};
    return QLocale{}.toString(static_cast<qulonglong>(*entry.count));
}

QString peerText(const HistoryEntry &entry)
{
    return models::shown(entry.peer);
}

QString transportText(const HistoryEntry &entry)
{
    return entry.transport == Transport::Udp ? QStringLiteral("UDP") : QStringLiteral("TCP");
}

QString pathText(const HistoryEntry &entry)
{
    return models::shown(entry.path);
}

QString rootText(const HistoryEntry &entry)
{
    return entry.root ? QString::fromLatin1(entry.root->hex()) : QString{};
}

QString md5Text(const HistoryEntry &entry)
{
    return entry.md5 ? QString::fromLatin1(entry.md5->hex()) : QString{};
}

/// A pane that scrolls up and down only, without a frame of its own.
QScrollArea *makeScroller(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea{parent};
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(content);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

} // namespace

HistoryDetails::HistoryDetails(QWidget *parent)
    : QWidget(parent)
    , m_page(new QWidget)
    , m_title(new PlainLabel{m_page})
    , m_outcome(new PlainLabel{m_page})
    , m_grid(new QGridLayout)
    , m_hint(new PlainLabel{tr("Select an entry to see all that is known of it."), this})
    , m_stack(new QStackedLayout{this})
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    for (QLabel *label : {m_title, m_outcome}) {
        // Long names are cut, never a reason for the window to grow.
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_outcome->setWordWrap(true);
    setupFields();
    auto *layout = new QVBoxLayout{m_page};
    layout->setContentsMargins({});
    layout->addWidget(m_title);
    layout->addWidget(m_outcome);
    layout->addLayout(m_grid);
    layout->addStretch(1);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(makeScroller(m_page, this));
    setAccessibleName(tr("Details of the selected entry"));
}

void HistoryDetails::setupFields()
{
    const int gap = style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing);
    m_grid->setHorizontalSpacing(2 * std::max(gap, 4));
    addShort(tr("When"), whenText);
    addShort(tr("Peer"), peerText);
    addShort(tr("Size"), sizeText);
    addShort(tr("Took", "how long it took"), tookText);
    addShort(tr("Address"), models::describeAddress);
    addShort(tr("Carried", "bytes over the network"), carriedText);
    addShort(tr("Rate"), rateText);
    addShort(tr("Transport"), transportText);
    addShort(tr("Found", "how many files or records"), countText);
    addLong(tr("Where it is", "the path of a downloaded file"), pathText);
    addLong(tr("Root", "a checksum"), rootText);
    addLong(tr("MD5", "a checksum"), md5Text);
    for (int pair = 0; pair < Pairs; ++pair)
        m_grid->setColumnStretch(2 * pair + 1, 1);
}

void HistoryDetails::addShort(const QString &name, QString (*textOf)(const HistoryEntry &entry))
{
    auto *value = new PlainLabel{m_page};
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *label = new PlainLabel{name, m_page};
    label->setForegroundRole(QPalette::PlaceholderText);
    const int row = m_shortFields / Pairs;
    const int column = 2 * (m_shortFields++ % Pairs);
    m_grid->addWidget(label, row, column);
    m_grid->addWidget(value, row, column + 1);
    m_fields.push_back({label, value, textOf});
}

void HistoryDetails::addLong(const QString &name, QString (*textOf)(const HistoryEntry &entry))
{
    auto *value = new QLineEdit{m_page};
    value->setReadOnly(true);
    value->setFrame(false);
    value->setAccessibleName(name);
    QPalette plain = value->palette();
    plain.setColor(QPalette::Base, Qt::transparent);
    value->setPalette(plain);
    value->setTextMargins(-2, 0, 0, 0); // in line with the labels above
    auto *label = new PlainLabel{name, m_page};
    label->setForegroundRole(QPalette::PlaceholderText);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(value, row, 1, 1, 2 * Pairs - 1);
    m_fields.push_back({label, value, textOf});
}

void HistoryDetails::show(const HistoryEntry &entry)
{
    m_title->setText(models::describeSubject(entry));
    m_title->setToolTip(models::toolTip(models::describeSubject(entry)));
    m_outcome->setText(tr("%1 – %2", "what happened, and its outcome")
                           .arg(models::describeKind(entry.direction, entry.kind),
                                models::describeOutcome(entry)));
    for (const Field &field : m_fields) {
        const QString text = field.textOf(entry);
        if (auto *line = qobject_cast<QLineEdit *>(field.value)) {
            line->setText(text);
            line->setCursorPosition(0);
        } else if (auto *label = qobject_cast<QLabel *>(field.value)) {
            label->setText(text);
            label->setToolTip(models::toolTip(text));
        }
        field.name->setVisible(!text.isEmpty());
        field.value->setVisible(!text.isEmpty());
    }
    m_stack->setCurrentIndex(1);
}

void HistoryDetails::clear()
{
    m_stack->setCurrentWidget(m_hint);
}

} // namespace ft::widgets
