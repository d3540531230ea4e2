#include "peer-gui/widgets/transferfacts.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfertext.h"
#include "peer-gui/widgets/elidedlabel.h"
#include "peer-gui/widgets/piecemapview.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QFormLayout>
#include <QVBoxLayout>

namespace ft::widgets {

using engine::Md5Verdict;
using engine::TransferSnapshot;
using engine::TransferState;

namespace {

constexpr int RowSpacing = 3;
constexpr int PieceSpacing = 4;

/// The map of a file that is whole, whatever the engine still remembers of its pieces.
engine::PieceMap mapOf(const TransferSnapshot &transfer)
{
    if (transfer.state != TransferState::Done)
        return transfer.pieces;
    return {QByteArray(1, static_cast<char>(engine::PieceMap::Cell::Verified))};
}

QString sizeText(const TransferSnapshot &transfer)
{
    if (!transfer.record)
        return TransferFacts::tr("Not known before it is found");
    const QString size = models::formatSize(transfer.size);
    if (transfer.state == TransferState::Done)
        return size;
    const QString pattern = transfer.isUnverified
                                ? TransferFacts::tr("%1 of %2 have arrived", "bytes")
                                : TransferFacts::tr("%1 of %2 have arrived and are verified",
                                                    "bytes");
    return pattern.arg(models::formatSize(transfer.verified), size);
}

/// Empty when nobody knows.
QString timeText(std::chrono::sys_seconds time)
{
    return time.time_since_epoch().count() == 0 ? QString{} : models::formatTime(time);
}

QString rootText(const TransferSnapshot &transfer)
{
    if (!transfer.record)
        return {};
    const auto &root = transfer.record->file.root;
    return root ? QString::fromLatin1(root->hex())
                : TransferFacts::tr("None: its source gives only a size to check it by");
}

QString md5Text(const TransferSnapshot &transfer)
{
    const QString sum = transfer.md5 ? QString::fromLatin1(transfer.md5->hex()) : QString{};
    switch (transfer.md5Verdict) {
    case Md5Verdict::Unknown:
        return transfer.files > 0 || isOver(transfer.state)
                   ? sum
                   : TransferFacts::tr("Computed when the file is complete");
    case Md5Verdict::NotGiven:
        return TransferFacts::tr("%1 (its record has none to compare with)").arg(sum);
    case Md5Verdict::Matches:
        return TransferFacts::tr("%1 (the same as in its record)").arg(sum);
    case Md5Verdict::WrongRecord:
        return TransferFacts::tr("%1 (its record has another, and is wrong)").arg(sum);
    case Md5Verdict::Unavailable:
        return TransferFacts::tr("Could not be computed");
    }
    return {};
}

} // namespace

TransferFacts::TransferFacts(QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel{Qt::ElideMiddle, this})
    , m_state(new ElidedLabel{Qt::ElideRight, this})
    , m_pieces(new PieceMapView{this})
    , m_form(new QFormLayout)
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_form->setContentsMargins({});
    m_form->setVerticalSpacing(RowSpacing);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->setSpacing(PieceSpacing);
    layout->addWidget(m_title);
    layout->addWidget(m_state);
    layout->addWidget(m_pieces);
    layout->addLayout(m_form);
    layout->addStretch(1);
    // In the order of Fact.
    addFact(tr("Saved as"));
    addFact(tr("Size"));
    addFact(tr("Root"));
    addFact(tr("MD5", "a checksum"));
    addFact(tr("Begun", "when a transfer was"));
    addFact(tr("Limit", "of a rate"));
    addFact(tr("Peer"));
    addFact(tr("Over", "TCP or UDP"));
    setAccessibleName(tr("About the selected transfer"));
}

void TransferFacts::addFact(const QString &name)
{
    auto *value = new ElidedLabel{Qt::ElideMiddle, this};
    auto *label = new PlainLabel{name, this};
    label->setForegroundRole(QPalette::PlaceholderText);
    m_form->addRow(label, value);
    m_facts << value;
}

/// A fact without text has no row.
void TransferFacts::set(Fact fact, const QString &text)
{
    ElidedLabel *value = m_facts.at(fact);
    value->show(text);
    const bool isShown = !text.isEmpty();
    if (value->isHidden() == isShown) {
        value->setVisible(isShown);
        m_form->labelForField(value)->setVisible(isShown);
    }
}

void TransferFacts::clearFacts()
{
    for (int fact = 0; fact < FactCount; ++fact)
        set(static_cast<Fact>(fact), {});
}

void TransferFacts::showTitle(const QString &title,
                              const QString &state,
                              const QString &stateInFull)
{
    m_title->show(title);
    m_state->show(state);
    m_state->setToolTip(models::toolTip(stateInFull));
}

void TransferFacts::show(const TransferSnapshot &download)
{
    showTitle(models::shown(download.name),
              models::describeState(download),
              models::describeFully(download));
    m_pieces->show(mapOf(download));
    m_pieces->setVisible(true);
    set(Path, models::shown(download.path));
    set(Size, sizeText(download));
    set(Root, rootText(download));
    set(Md5, md5Text(download));
    set(Added, timeText(download.added));
    set(Limit, models::formatRate(download.limit));
    set(Peer, {});
    set(Carrier, {});
}

void TransferFacts::show(const models::UploadsModel::Upload &upload)
{
    const auto &snapshot = upload.snapshot;
    showTitle(models::shown(snapshot.name), describe(upload), describe(upload));
    m_pieces->setVisible(false);
    clearFacts();
    const QString address = snapshot.endpoint.toString();
    set(Peer,
        snapshot.peer
            ? tr("%1 at %2", "a peer, and its address").arg(snapshot.peer->toString(), address)
            : address);
    set(Size, tr("%1 sent", "bytes").arg(models::formatSize(snapshot.sent)));
    set(Added, models::formatTime(upload.since));
    set(Carrier,
        snapshot.transport == Transport::Udp ? QStringLiteral("UDP") : QStringLiteral("TCP"));
}

void TransferFacts::showHint(const QString &title, const QString &text)
{
    showTitle(title, text, text);
    m_pieces->setVisible(false);
    clearFacts();
}

} // namespace ft::widgets
