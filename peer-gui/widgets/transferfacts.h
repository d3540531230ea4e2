#pragma once

#include "peer-gui/models/uploadsmodel.h"

#include <QWidget>

class QFormLayout;
class QLabel;

namespace ft::widgets {

class ElidedLabel;
class PieceMapView;

/// What there is to know of one transfer, in words, and of a download how far each stretch of it
/// is.
class TransferFacts final : public QWidget
{
    Q_OBJECT

public:
    explicit TransferFacts(QWidget *parent = nullptr);

    void show(const engine::TransferSnapshot &download);
    void show(const models::UploadsModel::Upload &upload);
    /// While nothing is selected; plain text.
    void showHint(const QString &title, const QString &text);

private:
    enum Fact { Path, Size, Root, Md5, Added, Limit, Peer, Carrier, FactCount };

    void addFact(const QString &name);
    void set(Fact fact, const QString &text);
    void clearFacts();
    void showTitle(const QString &title, const QString &state, const QString &stateInFull);

    ElidedLabel *m_title;
    ElidedLabel *m_state;
    PieceMapView *m_pieces;
    QFormLayout *m_form;
    QList<ElidedLabel *> m_facts; ///< in the order of Fact
};

} // namespace ft::widgets
