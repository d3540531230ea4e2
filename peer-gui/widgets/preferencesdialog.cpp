#include "peer-gui/widgets/preferencesdialog.h"

#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/downloadchoice.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/ratefield.h"
#include "peer-gui/widgets/stateline.h"
#include "peer-gui/widgets/trackerchoice.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include <limits>

namespace ft::widgets {

namespace {

constexpr int MostAtOnce = 1'000;
constexpr int WidthInCharacters = 74;

QSpinBox *countBox(QWidget *parent)
{
    auto *box = new QSpinBox{parent};
    box->setRange(1, MostAtOnce);
    return box;
}

QWidget *hint(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel{text, parent};
    label->setWordWrap(true);
    return label;
}

} // namespace

PreferencesDialog::PreferencesDialog(SettingsKeeper &keeper,
                                     SetupCommands &commands,
                                     QWidget *parent)
    : QDialog(parent)
    , m_keeper(keeper)
    , m_pages(new QTabWidget{this})
    , m_tracker(new TrackerChoice{commands, this})
    , m_port(new QSpinBox{this})
    , m_udp(new QCheckBox{tr("Send and fetch over &UDP where both ends wish it"), this})
    , m_downloads(new DownloadChoice{commands, this})
    , m_shareDownloads(new QCheckBox{tr("Offer what I have &downloaded to others, too"), this})
    , m_mostDownloads(countBox(this))
    , m_downRate(new RateField{this})
    , m_upRate(new RateField{this})
    , m_perUpload(new RateField{this})
    , m_uploadSlots(countBox(this))
    , m_fault(new StateLine{this})
    , m_buttons(new QDialogButtonBox{QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this})
{
    setWindowTitle(tr("Preferences"));
    setupNetwork();
    setupDownloads();
    setupLimits();
    setupButtons();
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_fault);
    layout->addWidget(m_buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * WidthInCharacters);
    showSettings();
}

void PreferencesDialog::setupNetwork()
{
    auto *page = new QWidget{this};
    m_port->setRange(0, std::numeric_limits<std::uint16_t>::max());
    m_port->setSpecialValueText(tr("Any free port"));
    m_port->setToolTip(tr("Where other peers connect to. A fixed one can be opened in a router."));
    auto *layout = new QVBoxLayout{page};
    layout->addWidget(m_tracker);
    auto *form = new QFormLayout;
    form->addRow(tr("&Port to serve files on:"), m_port);
    layout->addLayout(form);
    layout->addWidget(m_udp);
    layout->addStretch(1);
    addPage(page, tr("Net&work"));
}

void PreferencesDialog::setupDownloads()
{
    auto *page = new QWidget{this};
    auto *layout = new QVBoxLayout{page};
    layout->addWidget(hint(tr("Folder for downloads. What is under way stays where it is."), page));
    layout->addWidget(m_downloads);
    layout->addWidget(m_shareDownloads);
    auto *form = new QFormLayout;
    form->addRow(tr("Downloads at the &same time:"), m_mostDownloads);
    layout->addLayout(form);
    layout->addWidget(hint(tr("Small files pass beside these."), page));
    layout->addStretch(1);
    addPage(page, tr("&Downloads"));
}

void PreferencesDialog::setupLimits()
{
    auto *page = new QWidget{this};
    auto *form = new QFormLayout{page};
    form->addRow(tr("All downloads &together:"), m_downRate);
    form->addRow(tr("All &uploads together:"), m_upRate);
    form->addRow(tr("&Each upload:"), m_perUpload);
    form->addRow(tr("Upload &slots:"), m_uploadSlots);
    form->addRow(hint(tr("So many peers are served at the same time; others wait in a queue. Small "
                         "files pass beside."),
                      page));
    addPage(page, tr("&Limits"));
}

void PreferencesDialog::setupButtons()
{
    m_fault->hide();
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &PreferencesDialog::takeOver);
    connect(m_tracker, &TrackerChoice::changed, this, &PreferencesDialog::updateButtons);
    connect(m_downloads, &DownloadChoice::changed, this, &PreferencesDialog::updateButtons);
}

void PreferencesDialog::addPage(QWidget *page, const QString &title)
{
    m_pages->addTab(page, title);
}

void PreferencesDialog::showPart(Part part)
{
    m_pages->setCurrentIndex(static_cast<int>(part));
}

void PreferencesDialog::showSettings()
{
    const auto &settings = m_keeper.settings();
    m_tracker->setTracker(settings.tracker, settings.name);
    m_port->setValue(settings.listenPort);
    m_udp->setChecked(settings.usesUdp);
    m_downloads->setFolder(settings.downloadFolder);
    m_shareDownloads->setChecked(settings.shareDownloads);
    m_mostDownloads->setValue(static_cast<int>(settings.limits.downloads));
    m_downRate->setRate(settings.limits.downloadRate);
    m_upRate->setRate(settings.limits.uploadRate);
    m_perUpload->setRate(settings.limits.ratePerUpload);
    m_uploadSlots->setValue(static_cast<int>(settings.limits.uploadSlots));
}

void PreferencesDialog::updateButtons()
{
    m_buttons->button(QDialogButtonBox::Ok)
        ->setEnabled(m_tracker->isComplete() && !m_downloads->folder().isEmpty());
}

engine::EngineSettings PreferencesDialog::wanted() const
{
    auto wanted = m_keeper.settings();
    wanted.tracker = m_tracker->tracker();
    wanted.name = m_tracker->name().value_or(wanted.name);
    wanted.listenPort = static_cast<std::uint16_t>(m_port->value());
    wanted.usesUdp = m_udp->isChecked();
    wanted.downloadFolder = m_downloads->folder();
    wanted.shareDownloads = m_shareDownloads->isChecked();
    wanted.limits = {static_cast<std::uint32_t>(m_mostDownloads->value()),
                     static_cast<std::uint32_t>(m_uploadSlots->value()),
                     m_downRate->rate(),
                     m_upRate->rate(),
                     m_perUpload->rate()};
    return wanted;
}

void PreferencesDialog::takeOver()
{
    engine::Preferences chosen;
    chosen.noteChanges(m_keeper.settings(), wanted());
    if (chosen.isEmpty())
        return accept();
    m_buttons->setEnabled(false);
    m_keeper.change(chosen, this, [this](const auto &applied) {
        m_buttons->setEnabled(true);
        if (applied)
            return accept();
        m_fault->show(StateLine::Kind::Bad, models::describe(applied.error()).line());
        m_fault->setVisible(true);
    });
}

} // namespace ft::widgets
